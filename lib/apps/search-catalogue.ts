import type { AppCategory } from "@/lib/core/app-category";
import { pool } from "@/lib/db/pools";
import { isId } from "@/lib/id";
import { type CatalogueColumns, type CatalogueEntry, columns, onOffer, toEntry } from "./catalogue";
import { knownCategories } from "./revision-row";

const MOST_WORDS = 6;

/** What somebody looks for in the catalogue. */
export type CatalogueSearch = {
  /** words that all have to stand in the name, the tagline or the description; empty: everything */
  readonly text: string;
  readonly category: AppCategory | null;
  /** `next` of the page before; null, or anything that is none: the first page */
  readonly after: string | null;
  /** how many a page has */
  readonly limit: number;
};

/** A page of the catalogue. @property next leads to the page after it; null: this is the last */
export type CataloguePage = { readonly entries: readonly CatalogueEntry[]; readonly next: string | null };

/** The apps that end users can get, by name, a page at a time; apps that come and go meanwhile move nothing across pages. */
export async function searchCatalogue({ text, category, after, limit }: CatalogueSearch): Promise<CataloguePage> {
  const [name, id] = readPlace(after) ?? [null, null];
  const { rows } = await pool("pages").query<CatalogueColumns>(
    `SELECT ${columns} ${onOffer}
        AND (r.name || ' ' || r.tagline || ' ' || r.description) ILIKE ALL ($1::text[])
        AND ($2::text IS NULL OR $2 = ANY (r.categories))
        AND ($3::text IS NULL OR (lower(r.name), a.id) > (lower($3), $4::uuid))
      ORDER BY lower(r.name), a.id LIMIT $5`,
    [wordPatterns(text), category, name, id, limit + 1],
  );
  const entries = rows.slice(0, limit).map(toEntry);
  const last = entries.at(-1);
  return { entries, next: last && rows.length > limit ? placeAfter(last) : null };
}

/** The categories that have an app in the catalogue, in no order. */
export async function categoriesOnOffer(): Promise<AppCategory[]> {
  const { rows } = await pool("pages").query<{ category: string }>(
    `SELECT DISTINCT category FROM (SELECT unnest(r.categories) AS category ${onOffer}) AS named`,
  );
  return knownCategories(rows.map(({ category }) => category));
}

// `%`, `_` and the backslash are what they are: somebody looks for "100%".
function wordPatterns(text: string): string[] {
  // PostgreSQL takes no NUL, and nobody looks for a control character.
  const words = text
    .replace(/[\u0000-\u001f\u007f]/g, " ")
    .trim()
    .split(/\s+/);
  return words
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS)
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
}

function placeAfter({ name, appId }: CatalogueEntry): string {
  return Buffer.from(`${appId}${name}`).toString("base64url");
}

const ID_LENGTH = 36;

function readPlace(after: string | null): readonly [name: string, id: string] | null {
  if (after === null || after.length > 1000) return null;
  const said = Buffer.from(after, "base64url").toString("utf8");
  const id = said.slice(0, ID_LENGTH);
  return isId(id) && !said.includes("\u0000") ? [said.slice(ID_LENGTH), id] : null;
}
