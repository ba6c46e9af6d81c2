import { pool } from "@/lib/db/pools";

/** The id of a version, by what people call it; null when there is none. @param country null: of the line without one */
export async function findVersionNamed(slug: string, country: string | null, version: number): Promise<string | null> {
  const { rows } = await pool("pages").query<{ id: string }>({
    name: "find-terms-version-named",
    text: `SELECT v.id FROM terms_versions v JOIN terms_documents d ON d.id = v.document_id
            WHERE d.slug = $1 AND v.country IS NOT DISTINCT FROM $2 AND v.version = $3`,
    values: [slug, country, version],
  });
  return rows[0]?.id ?? null;
}
