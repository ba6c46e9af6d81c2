import { pool } from "@/lib/db/pools";

/** The text of a version, in the language that suits a reader best. */
export type TermsText = { readonly language: string; readonly title: string; readonly markdown: string };

/** A document that is in force for a reader. */
export type TermsInForce = {
  readonly versionId: string;
  readonly slug: string;
  readonly version: number;
  readonly country: string | null;
  readonly mandatory: boolean;
  readonly effectiveAt: Date;
  readonly text: TermsText;
};

type Columns = {
  version_id: string;
  slug: string;
  version: number;
  country: string | null;
  mandatory: boolean;
  effective_at: Date;
  language: string;
  title: string;
  markdown: string;
};

/**
 * The text of version `version` for a reader: in the first of the languages `languages` that it has, else in English, else in
 * the one that was published first.
 */
export function bestText(version: string, languages: string): string {
  return `(SELECT x.language, x.title, x.markdown FROM terms_texts x WHERE x.version_id = ${version}
            ORDER BY array_position(${languages}::text[], x.language) NULLS LAST, x.language = 'en' DESC, x.published_at, x.language LIMIT 1)`;
}

/** What is in force for readers of a country, mandatory documents first. @param languages that they like, the best first */
export async function listInForce(country: string | null, languages: readonly string[]): Promise<readonly TermsInForce[]> {
  const { rows } = await pool("pages").query<Columns>({
    name: "list-terms-in-force",
    text: `SELECT a.*, v.effective_at, t.* FROM terms_applying($1) a JOIN terms_versions v ON v.id = a.version_id
             CROSS JOIN LATERAL ${bestText("a.version_id", "$2")} t
            ORDER BY a.mandatory DESC, a.slug`,
    values: [country, languages],
  });
  return rows.map((row) => ({
    versionId: row.version_id,
    slug: row.slug,
    version: row.version,
    country: row.country,
    mandatory: row.mandatory,
    effectiveAt: row.effective_at,
    text: { language: row.language, title: row.title, markdown: row.markdown },
  }));
}
