import { createHash } from "node:crypto";
import { v7 } from "uuid";
import type { Row, World } from "./world";

/** Publishes a version of a document straight into the database, in force at once. */
export async function publishText(
  { db }: Pick<World, "db">,
  text: {
    readonly slug: string;
    readonly country: string | null;
    readonly version: number;
    readonly markdown: string;
    readonly mandatory?: boolean;
  },
): Promise<{ documentId: string; versionId: string; sha256: string }> {
  const versionId = v7();
  const { rows } = await db.query<{ id: string }>(
    "INSERT INTO terms_documents AS d (id, slug, mandatory) VALUES ($1, $2, $3) ON CONFLICT (slug) DO UPDATE SET slug = d.slug RETURNING id",
    [v7(), text.slug, text.mandatory ?? true],
  );
  const documentId = rows[0]?.id ?? "";
  await db.query(
    "INSERT INTO terms_versions (id, document_id, country, version, effective_at) VALUES ($1, $2, $3, $4, statement_timestamp())",
    [versionId, documentId, text.country, text.version],
  );
  const sha256 = createHash("sha256").update(text.markdown).digest();
  await db.query("INSERT INTO terms_texts (version_id, language, title, markdown, sha256) VALUES ($1, 'en', $2, $3, $4)", [
    versionId,
    `Terms ${text.slug}`,
    text.markdown,
    sha256,
  ]);
  return { documentId, versionId, sha256: sha256.toString("hex") };
}

/** Parameters of the pages about terms. */
export type CastTerms = {
  readonly document: string;
  readonly documentId: string;
  readonly versionId: string;
  readonly draftId: string;
  readonly acceptanceId: string;
};

const SLUG = "terms-of-the-cast";

/** A document that every cast of a database shares: a page that lists what is in force must look the same to all of them. */
export async function newCastTerms({ db }: World, user: Row): Promise<CastTerms> {
  const find = async () =>
    (
      await db.query<{ documentId: string; versionId: string }>(
        `SELECT d.id AS "documentId", v.id AS "versionId" FROM terms_documents d JOIN terms_versions v ON v.document_id = d.id WHERE d.slug = $1`,
        [SLUG],
      )
    ).rows[0];
  const text = { slug: SLUG, country: null, version: 1, markdown: "# One\n\nSome *text*.\n", mandatory: false };
  // Another file may be making it at this moment; the unique key lets one.
  const known = (await find()) ?? (await publishText({ db }, text).catch(find)) ?? (await find());
  if (!known) throw new Error("the document of the cast is not there");
  const draftId = v7();
  await db.query(
    "INSERT INTO terms_drafts (id, slug, title, markdown, language, mandatory) VALUES ($1, $2, 'Terms', '# One\n\nOther *text*.\n', 'en', false)",
    [draftId, SLUG],
  );
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO terms_acceptances (end_user_id, version_id, language, sha256, source, request_id)
     SELECT $1, version_id, language, sha256, 'portal', $2 FROM terms_texts WHERE version_id = $3 RETURNING id`,
    [user.id, v7(), known.versionId],
  );
  return { document: SLUG, documentId: known.documentId, versionId: known.versionId, draftId, acceptanceId: rows[0]?.id ?? "" };
}
