/**
 * A name as a part of a URL: `Księgarnia „Pod Lipą”` → `ksiegarnia-pod-lipa`; at most 40 characters of a–z, 0–9 and `-`.
 * Names without any such letter give `fallback`.
 */
export function slugFrom(name: string, fallback: string): string {
  const slug = name
    .replaceAll("ł", "l")
    .replaceAll("Ł", "L")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return slug === "" ? fallback : slug;
}
