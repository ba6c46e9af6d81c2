import type { Queryable } from "@/lib/db/pools";
import type { DocumentText } from "./document-text";
import { requiredIn } from "./required-versions";
import type { IssuedToken } from "./store";
import type { Enrolment } from "./tokens";

/** Who is asked to accept what, as the page needs it. */
export type EnrolmentRow = {
  readonly partnerId: string;
  readonly clientId: string;
  readonly partnerName: string;
  readonly origins: readonly string[];
  /** the client and its partner may sign users in, and this user may be signed in */
  readonly allowed: boolean;
  readonly country: string;
  readonly email: string | null;
  /** how often the user has accepted terms */
  readonly enrolments: number;
  /** those that are in force and not accepted yet */
  readonly lacking: readonly string[];
};

type EnrolmentColumns = {
  partner_id: string;
  client_id: string;
  partner_name: string;
  origins: string[];
  allowed: boolean;
  country: string;
  email: string | null;
  enrolments: number;
  lacking: string[];
};

/** Whom an enrolment token means; null when there is nobody of that kind any more. */
export async function findEnrolment(db: Queryable, { apiKey, externalId, endUserId }: Enrolment): Promise<EnrolmentRow | null> {
  const { rows } = await db.query<EnrolmentColumns>({
    name: "find-enrolment",
    text: `
      SELECT c.partner_id, c.id AS client_id, p.name AS partner_name, c.parent_origins AS origins, x.country, x.email, x.enrolments,
             c.disabled_at IS NULL AND p.suspended_at IS NULL AND u.suspended_at IS NULL AND x.unlinked_at IS NULL AS allowed,
             (SELECT coalesce(array_agg(d.version_id ORDER BY d.version_id), '{}') FROM terms_due(u.id, x.country) AS d) AS lacking
        FROM api_clients c JOIN partners p ON p.id = c.partner_id
        JOIN client_identities x ON x.client_id = c.id JOIN end_users u ON u.id = x.end_user_id
       WHERE c.api_key = $1 AND x.external_id = $2 AND x.end_user_id = $3`,
    values: [apiKey, externalId, endUserId],
  });
  const [row] = rows;
  if (!row) return null;
  return {
    partnerId: row.partner_id,
    clientId: row.client_id,
    partnerName: row.partner_name,
    origins: row.origins,
    allowed: row.allowed,
    country: row.country,
    email: row.email,
    enrolments: row.enrolments,
    lacking: row.lacking,
  };
}

/** A document that a user lacks, in all its languages, and the version of it that they accepted last. */
export type LackedDocument = {
  readonly versionId: string;
  readonly texts: readonly DocumentText[];
  /** null: they never accepted one */
  readonly before: readonly DocumentText[] | null;
};

/** What a user is to read. @param versions as {@link EnrolmentRow} lacks them */
export async function findDocuments(db: Queryable, endUserId: string, versions: readonly string[]): Promise<LackedDocument[]> {
  const texts = (version: string) =>
    `(SELECT json_agg(json_build_object('language', t.language, 'title', t.title, 'text', t.markdown) ORDER BY t.language) FROM terms_texts t WHERE t.version_id = ${version})`;
  const { rows } = await db.query<{ version_id: string; texts: DocumentText[] | null; before: DocumentText[] | null }>({
    name: "find-documents-to-accept",
    text: `
      SELECT v.id AS version_id, ${texts("v.id")} AS texts, ${texts("last.id")} AS before
        FROM terms_versions v
        LEFT JOIN LATERAL (
          SELECT o.id FROM terms_versions o JOIN terms_acceptances a ON a.version_id = o.id
           WHERE o.document_id = v.document_id AND a.end_user_id = $1 ORDER BY a.accepted_at DESC LIMIT 1) AS last ON true
       WHERE v.id = ANY ($2::uuid[]) ORDER BY v.document_id`,
    values: [endUserId, [...versions]],
  });
  return rows.map(({ version_id: versionId, texts: all, before }) => ({ versionId, texts: all ?? [], before }));
}

/** A version as a page has shown it. */
export type ShownVersion = { readonly versionId: string; readonly language: string };

/** What is accepted, and how that is told. */
export type Acceptance = {
  readonly enrolment: Enrolment;
  /** the versions that the page has shown, each in a language */
  readonly shown: readonly ShownVersion[];
  readonly tokenId: string;
  readonly eventId: string;
  readonly requestId: string;
};

/** What the accepting statement found and did. */
export type AcceptanceRow =
  | { readonly outcome: "accepted"; readonly token: IssuedToken; readonly email: string | null }
  | { readonly outcome: "not_allowed" }
  | { readonly outcome: "over" }
  | { readonly outcome: "terms_changed" };

// One statement is the whole acceptance: may they, is the token's number still the user's (raising it ends every other token
// that was made for them, and lets one of many at once through), were exactly those versions shown that are lacking now; then
// the acceptances, the session token's row and the event.
const acceptStatement = `
WITH person AS (
  SELECT c.id AS client_id, c.partner_id, c.session_life_seconds, x.external_id, x.country, x.email, x.enrolments, u.id AS end_user_id
    FROM api_clients c JOIN partners p ON p.id = c.partner_id
    JOIN client_identities x ON x.client_id = c.id JOIN end_users u ON u.id = x.end_user_id
   WHERE c.api_key = $1 AND x.external_id = $2 AND x.end_user_id = $3
     AND c.disabled_at IS NULL AND p.suspended_at IS NULL AND u.suspended_at IS NULL AND x.unlinked_at IS NULL
), required AS (
  SELECT r.version_id FROM person, LATERAL (${requiredIn("person.country")}) AS r
), lacking AS (
  SELECT coalesce(array_agg(d.version_id ORDER BY d.version_id), '{}') AS versions FROM person, LATERAL terms_due(person.end_user_id, person.country) AS d
), enrolled AS (
  UPDATE client_identities x SET enrolments = x.enrolments + 1 FROM person, lacking
   WHERE x.client_id = person.client_id AND x.external_id = person.external_id AND x.enrolments = $4 AND x.unlinked_at IS NULL AND lacking.versions = $5::uuid[]
  RETURNING x.end_user_id
), accepted AS (
  INSERT INTO terms_acceptances (end_user_id, version_id, language, sha256, accepted_at, source, credential_id, request_id)
  SELECT enrolled.end_user_id, t.version_id, t.language, t.sha256, statement_timestamp(), 'signed-login', person.client_id, $8
    FROM enrolled, person, unnest($5::uuid[], $9::text[]) AS shown(version_id, language)
    JOIN terms_texts t ON t.version_id = shown.version_id AND t.language = shown.language
  ON CONFLICT DO NOTHING
), issued AS (
  INSERT INTO session_tokens (id, client_id, external_id, versions, issued_at, expires_at)
  SELECT $6, person.client_id, person.external_id, (SELECT coalesce(array_agg(version_id), '{}') FROM required), statement_timestamp(),
         date_trunc('second', statement_timestamp()) + make_interval(secs => person.session_life_seconds)
    FROM enrolled, person
  RETURNING versions, expires_at
), event AS (
  INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, end_user_id, request_id)
  SELECT person.partner_id, statement_timestamp(), $7, 'login', 'signed-login', 'accepted', 'accepted', false, person.client_id, enrolled.end_user_id, $8
    FROM enrolled, person
)
SELECT EXISTS (SELECT FROM person) AS allowed, (SELECT enrolments FROM person) AS enrolments, (SELECT email FROM person) AS email,
       issued.versions, floor(extract(epoch FROM statement_timestamp()))::float8 AS issued_s, extract(epoch FROM issued.expires_at)::float8 AS expires_s,
       (SELECT versions FROM lacking) = $5::uuid[] AS all_shown
  FROM (SELECT) AS always LEFT JOIN issued ON true`;

type AcceptanceColumns = {
  allowed: boolean;
  enrolments: number | null;
  email: string | null;
  versions: string[] | null;
  issued_s: number;
  expires_s: number;
  all_shown: boolean;
};

/** Accepts what a page has shown, if everything is in order, and tells what was found either way. */
export async function acceptTerms(db: Queryable, { enrolment, shown, ...entry }: Acceptance): Promise<AcceptanceRow> {
  const inOrder = shown.toSorted((one, other) => (one.versionId < other.versionId ? -1 : 1));
  const { rows } = await db.query<AcceptanceColumns>({
    name: "accept-terms",
    text: acceptStatement,
    values: [
      enrolment.apiKey,
      enrolment.externalId,
      enrolment.endUserId,
      enrolment.enrolments,
      inOrder.map(({ versionId }) => versionId),
      entry.tokenId,
      entry.eventId,
      entry.requestId,
      inOrder.map(({ language }) => language),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("the accepting statement answered without a row");
  if (!row.allowed) return { outcome: "not_allowed" };
  // Of two at once the second sees the number from before the first, yet has raised nothing: it is over for it too.
  if (row.versions === null) {
    const changed = row.enrolments === enrolment.enrolments && !row.all_shown;
    return changed ? { outcome: "terms_changed" } : { outcome: "over" };
  }
  const { id, endUserId } = { id: entry.tokenId, endUserId: enrolment.endUserId };
  return {
    outcome: "accepted",
    token: { id, endUserId, versions: row.versions, issuedAt: row.issued_s, expiresAt: row.expires_s },
    email: row.email,
  };
}
