import type { QueryConfig } from "pg";
import type { Queryable } from "@/lib/db/pools";
import { AUDIENCE_SETTING, readAudience } from "./audience";
import type { Visitor } from "./visitor";

/** A key as it is stored. */
export type StoredKey = { readonly id: string; readonly sealed: string; readonly weak: boolean };

/** An issuer, as a request needs it. Read anew for each: disabling it acts at once, everywhere. */
export type IssuerRow = {
  readonly id: string;
  readonly partnerId: string;
  readonly disabled: boolean;
  readonly partnerSuspended: boolean;
  readonly redirectUrl: string;
  readonly tellsFailures: boolean;
  readonly returnHosts: readonly string[];
  readonly maxLifetimeSeconds: number;
  /** those that are good now, the current one first */
  readonly keys: readonly StoredKey[];
};

type IssuerColumns = {
  now_ms: number;
  audience: unknown;
  id: string | null;
  partner_id: string;
  disabled: boolean;
  partner_suspended: boolean;
  redirect_url: string;
  tells_failures: boolean;
  return_hosts: string[];
  max_lifetime_seconds: number;
  keys: StoredKey[] | null;
};

/** What a token is judged by. */
type Found = {
  readonly issuer: IssuerRow | null;
  /** whom a token has to be for: the operator's choice, which acts at once as well */
  readonly audience: string;
  /** the database's clock, in epoch milliseconds */
  readonly nowMs: number;
};

/** The issuer of a name, and the platform's side of the facts. @param slug null: the token names none */
export async function findIssuer(db: Queryable, slug: string | null): Promise<Found> {
  const { rows } = await db.query<IssuerColumns>({
    name: "find-issuer",
    text: `
      SELECT floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now_ms, i.id, i.partner_id, i.disabled_at IS NOT NULL AS disabled,
             p.suspended_at IS NOT NULL AS partner_suspended, i.redirect_url, i.tells_failures, i.return_hosts, i.max_lifetime_seconds,
             (SELECT json_agg(json_build_object('id', k.id, 'sealed', k.sealed_key, 'weak', k.weak) ORDER BY k.replaced_at DESC NULLS FIRST)
                FROM issuer_keys k
               WHERE k.issuer_id = i.id AND (k.valid_until IS NULL OR k.valid_until > statement_timestamp())) AS keys,
             (SELECT value FROM platform_settings WHERE name = $2) AS audience
        FROM (SELECT) AS always LEFT JOIN (issuers i JOIN partners p ON p.id = i.partner_id) ON i.slug = $1`,
    values: [slug, AUDIENCE_SETTING],
  });
  const [row] = rows;
  if (!row) throw new Error("the query for an issuer answered without a row");
  const issuer = row.id === null ? null : toIssuer(row.id, row);
  return { issuer, audience: readAudience(row.audience), nowMs: row.now_ms };
}

function toIssuer(id: string, row: IssuerColumns): IssuerRow {
  return {
    id,
    partnerId: row.partner_id,
    disabled: row.disabled,
    partnerSuspended: row.partner_suspended,
    redirectUrl: row.redirect_url,
    tellsFailures: row.tells_failures,
    returnHosts: row.return_hosts,
    maxLifetimeSeconds: row.max_lifetime_seconds,
    keys: row.keys ?? [],
  };
}

/** What somebody comes in with. */
export type Entry = {
  readonly issuerId: string;
  readonly visitor: Visitor;
  /** id of the end user, if they turn out to be new */
  readonly newUserId: string;
  readonly session: {
    readonly id: string;
    readonly idHash: Uint8Array;
    readonly createdAt: Date;
    readonly expiresAt: Date;
    readonly userAgent: string | null;
  };
  /** SHA-256 of the session cookie that the browser sent; null: none */
  readonly sessionBefore: Uint8Array | null;
  /** the user was asked whether to become somebody else, and said yes */
  readonly confirmed: boolean;
  readonly eventId: string;
  readonly requestId: string;
  readonly detail: { readonly warnings?: readonly string[]; readonly previousKey?: true } | null;
  /** where they are going, as return-url.ts allows it; kept with the session when they have documents to accept first */
  readonly leadsTo: string;
};

/** What the entering statement found and did. */
export type EntryRow = {
  /** true exactly when this very statement used the token up, opened the session and wrote the accepted event */
  readonly entered: boolean;
  readonly issuerActive: boolean;
  readonly suspended: boolean;
  /** the user has ended the link of this very identity */
  readonly linkEnded: boolean;
  /** there are mandatory documents that they have not accepted, and the issuer does not speak for them */
  readonly termsDue: boolean;
  /** somebody else is signed in in this browser, and the user has not been asked */
  readonly mustAsk: boolean;
  /** whoever is signed in now, by what a person knows them by */
  readonly name: string | null;
  readonly endUserId: string;
};

// One statement is the whole way in: who is meant, may they, use the id up, make the user, open the session, end the one
// before, tell. The unique key (issuer, jti) decides who was first: the INSERT of a second waits for the first and then does
// nothing, and everything behind it has no row to work on. Foreign keys are looked at when the statement is over, so that an
// identity may be written before its new user is.
const enterStatement = `
WITH issuer AS (
  SELECT i.id, i.partner_id FROM issuers i JOIN partners p ON p.id = i.partner_id
   WHERE i.id = $1 AND i.disabled_at IS NULL AND p.suspended_at IS NULL
), known AS (
  SELECT u.id, u.suspended_at IS NOT NULL AS suspended, x.unlinked_at IS NOT NULL AS ended
    FROM external_identities x JOIN end_users u ON u.id = x.end_user_id WHERE x.issuer_id = $1 AND x.uuid = $2
), vouched AS (
  SELECT d.domain FROM issuer_email_domains d
   WHERE d.issuer_id = $1 AND d.domain = split_part($3, '@', 2) AND d.approved_at IS NOT NULL
), same_address AS (
  (SELECT e.id FROM end_users e
    WHERE e.email = $3 AND e.test_partner_id IS NULL AND e.email_verified_at IS NOT NULL AND EXISTS (SELECT FROM vouched) LIMIT 1)
  UNION ALL
  (SELECT x.end_user_id FROM external_identities x JOIN issuers j ON j.id = x.issuer_id JOIN issuer ON j.partner_id = issuer.partner_id
    WHERE x.email = $3 AND j.id <> issuer.id ORDER BY x.created_at LIMIT 1)
), linked AS (
  SELECT u.id, u.suspended_at IS NOT NULL AS suspended FROM end_users u
   WHERE u.id = (SELECT id FROM same_address LIMIT 1)
     AND NOT EXISTS (SELECT FROM external_identities x JOIN issuers j ON j.id = x.issuer_id JOIN issuer ON j.partner_id = issuer.partner_id
                      WHERE x.end_user_id = u.id AND x.unlinked_at IS NOT NULL)
), target AS (
  -- Whoever is known is found by the first of the three, and their address leads to nobody and costs nothing.
  (SELECT id, suspended, ended FROM known) UNION ALL (SELECT id, suspended, false FROM linked) UNION ALL (SELECT $4::uuid, false, false) LIMIT 1
), present AS (
  SELECT s.id_hash, s.end_user_id, coalesce(u.name, u.email) AS name FROM end_user_sessions s JOIN end_users u ON u.id = s.end_user_id
   WHERE s.id_hash = $5 AND s.revoked_at IS NULL AND s.expires_at > statement_timestamp() AND u.suspended_at IS NULL
), allowed AS (
  SELECT issuer.partner_id FROM issuer, target
   WHERE NOT target.suspended AND NOT target.ended AND ($6 OR NOT EXISTS (SELECT FROM present WHERE present.end_user_id <> target.id))
), used AS (
  INSERT INTO used_token_ids (issuer_id, jti, expires_at) SELECT $1, $7, $8::timestamptz FROM allowed
  ON CONFLICT DO NOTHING RETURNING jti
), identity AS (
  INSERT INTO external_identities AS x (issuer_id, uuid, end_user_id, email, picture_url, last_sign_in_at, created_at)
  SELECT $1, $2, target.id, $3, $9, statement_timestamp(), statement_timestamp() FROM used, target
  ON CONFLICT (issuer_id, uuid) DO UPDATE
    SET last_sign_in_at = excluded.last_sign_in_at, email = coalesce(excluded.email, x.email),
        picture_url = coalesce(excluded.picture_url, x.picture_url)
    -- of a link that is ended at this very moment, the row is read anew: whoever was first counts
    WHERE x.unlinked_at IS NULL
  RETURNING end_user_id
), made AS (
  INSERT INTO end_users (id, email, email_verified_at)
  SELECT $4, vouched.mail, CASE WHEN vouched.mail IS NOT NULL THEN statement_timestamp() END
    FROM identity, (SELECT (SELECT $3 FROM vouched WHERE NOT EXISTS (SELECT FROM end_users e WHERE e.email = $3 AND e.test_partner_id IS NULL)) AS mail) AS vouched
   WHERE identity.end_user_id = $4
), due AS (
  SELECT d.version_id FROM target, terms_due(target.id, (SELECT u.country FROM end_users u WHERE u.id = target.id)) AS d
), consent AS (
  INSERT INTO terms_acceptances (end_user_id, version_id, source, credential_id, request_id)
  SELECT identity.end_user_id, due.version_id, 'external-token', $1, $17 FROM identity, due WHERE $10
  ON CONFLICT DO NOTHING
), opened AS (
  INSERT INTO end_user_sessions (id_hash, id, end_user_id, created_at, last_seen_at, expires_at, user_agent, issuer_id, continue_to)
  SELECT $11, $12, identity.end_user_id, $13::timestamptz, $13::timestamptz, $14::timestamptz, $15, $1,
         CASE WHEN NOT $10 AND EXISTS (SELECT FROM due) THEN $19::text END
    FROM identity
), closed AS (
  UPDATE end_user_sessions s SET revoked_at = statement_timestamp() FROM identity, present WHERE s.id_hash = present.id_hash
), event AS (
  INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, end_user_id, request_id, detail)
  SELECT allowed.partner_id, statement_timestamp(), $16, 'login', 'external-token', 'accepted', 'accepted', false, $1, identity.end_user_id, $17, $18
    FROM identity, allowed
)
SELECT EXISTS (SELECT FROM identity) AS entered, EXISTS (SELECT FROM issuer) AS issuer_active, target.suspended, target.id AS end_user_id,
       target.ended OR (EXISTS (SELECT FROM used) AND NOT EXISTS (SELECT FROM identity)) AS link_ended,
       (NOT $6 AND EXISTS (SELECT FROM present WHERE present.end_user_id <> target.id)) AS must_ask, (SELECT name FROM present) AS name,
       (NOT $10 AND EXISTS (SELECT FROM due)) AS terms_due
  FROM target`;

type EntryColumns = {
  entered: boolean;
  issuer_active: boolean;
  suspended: boolean;
  link_ended: boolean;
  must_ask: boolean;
  terms_due: boolean;
  name: string | null;
  end_user_id: string;
};

/** Lets somebody in, if everything is in order, and tells what was found either way. */
export function enter(db: Queryable, entry: Entry): Promise<EntryRow> {
  const statement = enteringStatement(entry);
  return db.query<EntryColumns>(statement).then(readEntry, (error: unknown) => {
    // Two issuers vouched for one new address at the same moment; now it is there.
    if ((error as { code?: unknown }).code === "23505") return db.query<EntryColumns>(statement).then(readEntry);
    throw error;
  });
}

function enteringStatement({ issuerId, visitor, newUserId, session, sessionBefore, ...entry }: Entry): QueryConfig {
  return {
    name: "enter-by-external-token",
    text: enterStatement,
    values: [
      issuerId,
      visitor.uuid,
      visitor.email,
      newUserId,
      sessionBefore,
      entry.confirmed,
      visitor.jti,
      instant(new Date(visitor.expiresAtMs)),
      visitor.pictureUrl,
      visitor.acceptsTerms,
      session.idHash,
      session.id,
      instant(session.createdAt),
      instant(session.expiresAt),
      session.userAgent,
      entry.eventId,
      entry.requestId,
      entry.detail === null ? null : JSON.stringify(entry.detail),
      entry.leadsTo,
    ],
  };
}

// pg would write a Date in the zone of this machine, in fifteen steps.
function instant(date: Date): string {
  return date.toISOString();
}

function readEntry({ rows }: { readonly rows: readonly EntryColumns[] }): EntryRow {
  const [row] = rows;
  if (!row) throw new Error("the entering statement answered without a row");
  return {
    entered: row.entered,
    issuerActive: row.issuer_active,
    suspended: row.suspended,
    linkEnded: row.link_ended,
    mustAsk: row.must_ask,
    termsDue: row.terms_due,
    name: row.name,
    endUserId: row.end_user_id,
  };
}
