import { accept, refuse, type Result } from "@/lib/core/result";
import { pool } from "@/lib/db/pools";
import { Prisma, type Transaction } from "@/lib/db/prisma";
import { bestText, type TermsText } from "./in-force";
import type { ShownTerms } from "./shown-terms";

/** A mandatory document that a user has to accept. */
export type DueTerms = {
  readonly versionId: string;
  readonly slug: string;
  readonly version: number;
  readonly text: TermsText;
  /** what they accepted of it last, in the same language where there is one; null: nothing */
  readonly before: { readonly version: number; readonly markdown: string } | null;
};

type DueColumns = {
  version_id: string;
  slug: string;
  version: number;
  language: string;
  title: string;
  markdown: string;
  before_version: number | null;
  before_markdown: string | null;
};

/** What an end user has to accept now. @param languages that they like, the best first */
export async function listDueTerms(endUserId: string, languages: readonly string[]): Promise<readonly DueTerms[]> {
  const { rows } = await pool("pages").query<DueColumns>({
    name: "list-due-terms",
    text: `SELECT d.version_id, d.slug, d.version, t.language, t.title, t.markdown, b.version AS before_version, b.markdown AS before_markdown
             FROM end_users u CROSS JOIN LATERAL terms_due(u.id, u.country) d
             CROSS JOIN LATERAL ${bestText("d.version_id", "$2")} t
             LEFT JOIN LATERAL (
               SELECT v.version, x.markdown FROM terms_acceptances a JOIN terms_versions v ON v.id = a.version_id
                 CROSS JOIN LATERAL ${bestText("v.id", "ARRAY[t.language]")} x
                WHERE a.end_user_id = u.id AND v.document_id = d.document_id ORDER BY a.accepted_at DESC LIMIT 1) b ON true
            WHERE u.id = $1 ORDER BY d.slug`,
    values: [endUserId, languages],
  });
  return rows.map((row) => ({
    versionId: row.version_id,
    slug: row.slug,
    version: row.version,
    text: { language: row.language, title: row.title, markdown: row.markdown },
    before: row.before_version === null ? null : { version: row.before_version, markdown: row.before_markdown ?? "" },
  }));
}

/** How an acceptance came about. */
export type AcceptanceOrigin = {
  readonly source: "sign_up" | "portal";
  /** the session in which it was given, whose issuer is noted; null: none yet */
  readonly sessionId: string | null;
  readonly requestId: string;
};

/**
 * Stores that an end user accepts what they were shown, if that is all they have to accept now: a version that was published
 * while they read is not accepted unseen, and nothing is stored (attack P3E-17). What they have accepted already is no harm.
 */
export async function acceptTerms(
  tx: Transaction,
  endUserId: string,
  shown: readonly ShownTerms[],
  { source, sessionId, requestId }: AcceptanceOrigin,
): Promise<Result<{ accepted: number }, "terms_changed">> {
  const [row] = await tx.$queryRaw<{ accepted: number; unseen: number }[]>`
    WITH due AS (
      SELECT d.version_id FROM end_users u CROSS JOIN LATERAL terms_due(u.id, u.country) d WHERE u.id = ${endUserId}::uuid
    ), seen AS (
      SELECT x.version_id, x.language, x.sha256 FROM due JOIN terms_texts x ON x.version_id = due.version_id
        JOIN ${shownRows(shown)} AS s (version_id, language) ON s.version_id = x.version_id AND s.language = x.language
    ), unseen AS (
      SELECT version_id FROM due EXCEPT SELECT version_id FROM seen
    ), written AS (
      INSERT INTO terms_acceptances (end_user_id, version_id, language, sha256, source, credential_id, request_id)
      SELECT DISTINCT ON (version_id) ${endUserId}::uuid, version_id, language, sha256, ${source}::terms_source,
             (SELECT coalesce(issuer_id, client_id, pairing_id) FROM end_user_sessions WHERE id = ${sessionId}::uuid), ${requestId}::uuid
        FROM seen WHERE NOT EXISTS (SELECT FROM unseen)
      ON CONFLICT DO NOTHING RETURNING version_id
    )
    SELECT (SELECT count(*)::int FROM written) AS accepted, (SELECT count(*)::int FROM unseen) AS unseen`;
  if (!row) throw new Error("the statement that accepts terms answered without a row");
  return row.unseen > 0 ? refuse("terms_changed") : accept({ accepted: row.accepted });
}

function shownRows(shown: readonly ShownTerms[]): Prisma.Sql {
  const [ids, languages] = [shown.map(({ versionId }) => versionId), shown.map(({ language }) => language)];
  return Prisma.sql`unnest(${ids}::uuid[], ${languages}::text[])`;
}
