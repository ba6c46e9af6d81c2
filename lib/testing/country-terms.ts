import type { Queryable } from "../db/pools";
import { contentHash } from "../crypto/content-hash";
import { newId } from "../id";

/** What a test publishes, as far as it cares. */
type Published = {
  /** the document of which this is a new version; absent: a document of its own */
  readonly documentId?: string;
  /** Markdown by language; absent: one in English */
  readonly texts?: Readonly<Record<string, string>>;
  readonly title?: string;
};

/** Publishes a version of a mandatory document in a country, in force at once. */
export async function publishTestTerms(
  db: Queryable,
  country: string,
  { documentId = newId(), texts = { en: "# Terms" }, title = "Terms" }: Published = {},
): Promise<{ documentId: string; versionId: string }> {
  const versionId = newId();
  await db.query({
    text: `WITH document AS (INSERT INTO terms_documents (id, slug) VALUES ($1::uuid, 'd-' || $1::text) ON CONFLICT DO NOTHING)
           INSERT INTO terms_versions (id, document_id, country, version, effective_at)
           SELECT $2, $1::uuid, $3, 1 + (SELECT coalesce(max(version), 0) FROM terms_versions WHERE document_id = $1::uuid), now()`,
    values: [documentId, versionId, country],
  });
  for (const [language, markdown] of Object.entries(texts))
    await db.query({
      text: "INSERT INTO terms_texts (version_id, language, title, markdown, sha256) VALUES ($1, $2, $3, $4, $5)",
      values: [versionId, language, title, markdown, contentHash(markdown)],
    });
  return { documentId, versionId };
}
