import { slugFrom } from "./slug";

// Whoever comes after so many namesakes gets a slug that nobody else can have.
const TRIES = 25;

/**
 * Slugs to try in turn until the unique key lets one in: `acme`, `acme-2`, `acme-3`, … and at last `acme-<end of the id>`.
 * None looks like an id, so that "id or slug" always means one thing.
 * @param name what the slug is made from
 * @param fallback for names without a single Latin letter or digit
 * @param id UUID of what is to be named
 */
export function slugCandidates(name: string, fallback: string, id: string): string[] {
  const slug = slugFrom(name, fallback);
  const base = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(slug) ? `${fallback}-${slug}` : slug;
  const numbered = Array.from({ length: TRIES - 1 }, (_, index) => `${base}-${index + 2}`);
  return [base, ...numbered, `${base}-${id.slice(-12)}`];
}
