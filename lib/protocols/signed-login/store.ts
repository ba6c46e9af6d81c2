import { isGoodKey } from "@/lib/credentials/good-key";
import type { StoredSecret } from "@/lib/crypto/opened-secrets";
import type { Queryable } from "@/lib/db/pools";
import { requiredIn } from "./required-versions";
import type { SaidUser } from "./verify";

/** An API client, as a request needs it. Read anew for each: disabling it acts at once, everywhere. */
export type ClientRow = {
  readonly id: string;
  readonly partnerId: string;
  readonly apiKey: string;
  readonly disabled: boolean;
  readonly partnerSuspended: boolean;
  readonly strictMode: boolean;
  readonly callerAddresses: readonly string[];
  /** those that are good now, the current one first */
  readonly secrets: readonly StoredSecret[];
};

type ClientColumns = {
  now_ms: number;
  id: string | null;
  partner_id: string;
  disabled: boolean;
  partner_suspended: boolean;
  strict_mode: boolean;
  caller_addresses: string[];
  secrets: StoredSecret[] | null;
};

/** The client of an API key, with the database's clock in epoch milliseconds. */
export async function findClient(db: Queryable, apiKey: string): Promise<{ client: ClientRow | null; nowMs: number }> {
  const { rows } = await db.query<ClientColumns>({
    name: "find-api-client",
    text: `
      SELECT floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now_ms, c.id, c.partner_id, c.disabled_at IS NOT NULL AS disabled,
             p.suspended_at IS NOT NULL AS partner_suspended, c.strict_mode, c.caller_addresses,
             (SELECT json_agg(json_build_object('id', s.id, 'sealed', s.sealed_secret) ORDER BY s.replaced_at DESC NULLS FIRST)
                FROM api_client_secrets s
               WHERE s.client_id = c.id AND ${isGoodKey("s")}) AS secrets
        FROM (SELECT) AS always LEFT JOIN (api_clients c JOIN partners p ON p.id = c.partner_id) ON c.api_key = $1`,
    values: [apiKey],
  });
  const [row] = rows;
  if (!row) throw new Error("the query for an API client answered without a row");
  return { client: row.id === null ? null : toClient(row.id, apiKey, row), nowMs: row.now_ms };
}

function toClient(id: string, apiKey: string, row: ClientColumns): ClientRow {
  return {
    id,
    apiKey,
    partnerId: row.partner_id,
    disabled: row.disabled,
    partnerSuspended: row.partner_suspended,
    strictMode: row.strict_mode,
    callerAddresses: row.caller_addresses,
    secrets: row.secrets ?? [],
  };
}

/** What a user is signed in with. */
export type SignIn = {
  readonly clientId: string;
  readonly user: SaidUser;
  /** id of the end user, if they turn out to be new */
  readonly newUserId: string;
  /** SHA-256 of the call's signature */
  readonly signatureHash: Uint8Array;
  /** null: the call does not sign its body */
  readonly nonce: string | null;
  readonly tokenId: string;
  readonly eventId: string;
  readonly requestId: string;
  readonly detail: object;
};

/** Whom a session token is made out to, and until when. Times are seconds since 1970, by the database's clock. */
export type IssuedToken = {
  readonly id: string;
  readonly endUserId: string;
  readonly versions: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** What the signing-in statement found and did. */
export type SignInRow =
  | { readonly outcome: "client_inactive" }
  | { readonly outcome: "nonce_repeated" }
  | { readonly outcome: "user_suspended"; readonly endUserId: string }
  | { readonly outcome: "link_ended"; readonly endUserId: string }
  /** this very statement wrote the session token's row and the accepted event */
  | { readonly outcome: "signed_in"; readonly token: IssuedToken; readonly manyUsers: boolean }
  /** nobody is signed in yet, and the event says so */
  | { readonly outcome: "terms_required"; readonly enrolment: EnrolmentFacts; readonly manyUsers: boolean };

/** What an enrolment token says besides who is meant. */
export type EnrolmentFacts = {
  readonly endUserId: string;
  /** how often this user has accepted terms: the token is good until that changes */
  readonly enrolments: number;
  /** the versions in force for the user */
  readonly versions: readonly string[];
  /** seconds since 1970 */
  readonly issuedAt: number;
};

/** More users than that by one signature, which is good for one second of a client's clock, are a sign that somebody else has it. */
export const USERS_PER_SIGNATURE = 20;

// One statement is the whole way in: may this client call, is the nonce new, who is meant, have they accepted what is in force;
// then the session token's row, or nothing; and the event. The unique key (client, external id) decides who was first: the
// INSERT of a second waits for the first and then finds its user. Foreign keys are looked at when the statement is over, so
// that an identity may be written before its new user is. What is known already is written only where it has changed. What is
// in force is looked up once, for the token has to name it: so `terms_due`, which would look it up again, is not asked here.
const signInStatement = `
WITH client AS (
  SELECT c.id, c.partner_id, c.session_life_seconds FROM api_clients c JOIN partners p ON p.id = c.partner_id
   WHERE c.id = $1 AND c.disabled_at IS NULL AND p.suspended_at IS NULL
), fresh AS (
  INSERT INTO used_nonces (client_id, nonce, expires_at) SELECT client.id, $8, statement_timestamp() + interval '15 minutes' FROM client WHERE $8::text IS NOT NULL
  ON CONFLICT DO NOTHING RETURNING nonce
), admitted AS (
  SELECT client.* FROM client WHERE $8::text IS NULL OR EXISTS (SELECT FROM fresh)
), known AS (
  SELECT u.id, x.enrolments, CASE WHEN u.suspended_at IS NOT NULL THEN 'user_suspended' WHEN x.unlinked_at IS NOT NULL THEN 'link_ended' END AS barred
    FROM client_identities x JOIN end_users u ON u.id = x.end_user_id WHERE x.client_id = $1 AND x.external_id = $2
), added AS (
  INSERT INTO client_identities (client_id, external_id, end_user_id, country, email, referral_code, created_at)
  SELECT admitted.id, $2, $6, $3, $4, $5, statement_timestamp() FROM admitted WHERE NOT EXISTS (SELECT FROM known)
  ON CONFLICT (client_id, external_id) DO UPDATE SET country = excluded.country
  RETURNING end_user_id, enrolments
), changed AS (
  UPDATE client_identities x SET country = $3, email = coalesce($4, x.email), referral_code = coalesce(x.referral_code, $5) FROM admitted, known
   WHERE x.client_id = admitted.id AND x.external_id = $2 AND known.barred IS NULL
     AND (x.country <> $3 OR x.email IS DISTINCT FROM coalesce($4, x.email) OR x.referral_code IS DISTINCT FROM coalesce(x.referral_code, $5))
), made AS (
  INSERT INTO end_users (id, country) SELECT $6, $3 FROM added WHERE added.end_user_id = $6
), target AS (
  SELECT coalesce(known.id, added.end_user_id) AS id, known.barred, coalesce(known.enrolments, added.enrolments) AS enrolments
    FROM admitted LEFT JOIN known ON true LEFT JOIN added ON true
), required AS (${requiredIn("$3")}
), used AS (
  INSERT INTO signature_uses (signature_hash, external_id, used_at) SELECT $7, $2, statement_timestamp() FROM target WHERE target.barred IS NULL
  ON CONFLICT DO NOTHING
), shared AS (
  SELECT count(*) >= ${USERS_PER_SIGNATURE} AS many FROM (SELECT FROM signature_uses s WHERE s.signature_hash = $7 AND s.external_id <> $2 LIMIT ${USERS_PER_SIGNATURE}) AS others
), issued AS (
  INSERT INTO session_tokens (id, client_id, external_id, versions, issued_at, expires_at)
  SELECT $9, admitted.id, $2, (SELECT coalesce(array_agg(version_id), '{}') FROM required), statement_timestamp(),
         date_trunc('second', statement_timestamp()) + make_interval(secs => admitted.session_life_seconds)
    FROM admitted, target
   WHERE target.barred IS NULL AND target.enrolments > 0 AND NOT EXISTS (SELECT FROM required WHERE NOT EXISTS (SELECT FROM terms_acceptances a WHERE a.end_user_id = target.id AND a.version_id = required.version_id))
  RETURNING expires_at
), event AS (
  INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, end_user_id, request_id, detail)
  SELECT admitted.partner_id, statement_timestamp(), $10, 'login', 'signed-login', CASE WHEN come.in THEN 'accepted' ELSE 'refused' END::login_outcome,
         CASE WHEN come.in THEN 'accepted' ELSE 'terms_required' END, false, admitted.id, target.id, $11,
         nullif($12::jsonb || CASE WHEN shared.many THEN '{"signatureShared": true}' ELSE '{}' END::jsonb, '{}')
    FROM admitted, target, shared, (SELECT EXISTS (SELECT FROM issued) AS in) AS come WHERE target.barred IS NULL
)
SELECT EXISTS (SELECT FROM client) AS client_active, target.id AS end_user_id, target.barred, target.enrolments, shared.many AS many_users,
       floor(extract(epoch FROM statement_timestamp()))::float8 AS now_s, (SELECT coalesce(array_agg(version_id), '{}') FROM required) AS versions,
       extract(epoch FROM issued.expires_at)::float8 AS expires_s
  FROM shared LEFT JOIN target ON true LEFT JOIN issued ON true`;

type SignInColumns = {
  client_active: boolean;
  end_user_id: string | null;
  barred: "user_suspended" | "link_ended" | null;
  enrolments: number;
  many_users: boolean;
  now_s: number;
  versions: string[];
  expires_s: number | null;
};

/** Signs a user in, if everything is in order, and tells what was found either way. */
export async function signIn(db: Queryable, { user, ...entry }: SignIn): Promise<SignInRow> {
  const { rows } = await db.query<SignInColumns>({
    name: "sign-in-by-signed-call",
    text: signInStatement,
    values: [
      entry.clientId,
      user.externalId,
      user.country,
      user.email,
      user.referralCode,
      entry.newUserId,
      entry.signatureHash,
      entry.nonce,
      entry.tokenId,
      entry.eventId,
      entry.requestId,
      JSON.stringify(entry.detail),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("the signing-in statement answered without a row");
  if (!row.client_active) return { outcome: "client_inactive" };
  if (row.end_user_id === null) return { outcome: "nonce_repeated" };
  const { end_user_id: endUserId, versions, now_s: issuedAt, many_users: manyUsers } = row;
  if (row.barred !== null) return { outcome: row.barred, endUserId };
  if (row.expires_s === null)
    return { outcome: "terms_required", enrolment: { endUserId, enrolments: row.enrolments, versions, issuedAt }, manyUsers };
  return { outcome: "signed_in", token: { id: entry.tokenId, endUserId, versions, issuedAt, expiresAt: row.expires_s }, manyUsers };
}
