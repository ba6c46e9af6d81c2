import { isGoodKey } from "@/lib/credentials/good-key";
import type { StoredSecret } from "@/lib/crypto/opened-secrets";
import type { Queryable } from "@/lib/db/pools";
import { endPresentSession, presentSession } from "@/lib/people/session-before";
import type { LaunchFacts } from "./verify";

/** What a launch is judged by. Read anew for each: ending a pairing acts at once, everywhere. */
export type FoundLaunch = {
  readonly token: (NonNullable<LaunchFacts["token"]> & { readonly id: string }) | null;
  readonly pairing:
    | (NonNullable<LaunchFacts["pairing"]> & {
        readonly id: string;
        readonly partnerId: string;
        readonly endUserId: string | null;
        readonly test: boolean;
      })
    | null;
  /** those of the pairing that are good now, the current one first */
  readonly keys: readonly StoredSecret[];
  /** epoch milliseconds by the database's clock */
  readonly nowMs: number;
};

type FoundColumns = {
  now_ms: number;
  token_id: string | null;
  used: boolean;
  expired: boolean;
  pairing_id: string;
  partner_id: string;
  vhost: string;
  confirmed: boolean;
  ended: boolean;
  partner_suspended: boolean;
  end_user_id: string | null;
  user_suspended: boolean;
  test: boolean;
  keys: StoredSecret[] | null;
};

/**
 * Finds the pairing that an access token was issued for.
 * @param tokenHash null: what came is not spelled like one
 * @param heldAtMs when the launch came, if it had to wait since: its token was good by then, or was not
 */
export async function findLaunch(db: Queryable, tokenHash: Buffer | null, heldAtMs: number | null): Promise<FoundLaunch> {
  const { rows } = await db.query<FoundColumns>({
    name: "find-paired-launch",
    text: `
      SELECT floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now_ms, t.id AS token_id, t.used_at IS NOT NULL AS used,
             t.expires_at <= coalesce($2::timestamptz, statement_timestamp()) AS expired, p.id AS pairing_id, p.partner_id, p.vhost,
             p.confirmed_at IS NOT NULL AS confirmed, p.ended_at IS NOT NULL AS ended, q.suspended_at IS NOT NULL AS partner_suspended,
             p.end_user_id, u.suspended_at IS NOT NULL AS user_suspended, u.test_partner_id IS NOT NULL AS test,
             (SELECT json_agg(json_build_object('id', k.id, 'sealed', k.sealed_key) ORDER BY k.replaced_at DESC NULLS FIRST)
                FROM pairing_keys k
               WHERE k.pairing_id = p.id AND ${isGoodKey("k")}) AS keys
        FROM (SELECT) AS always
        LEFT JOIN (pairing_tokens t JOIN pairings p ON p.id = t.pairing_id JOIN partners q ON q.id = p.partner_id
                   LEFT JOIN end_users u ON u.id = p.end_user_id) ON t.hash = $1`,
    values: [tokenHash, heldAtMs === null ? null : new Date(heldAtMs).toISOString()],
  });
  const [row] = rows;
  if (!row) throw new Error("the query for a launch answered without a row");
  if (row.token_id === null) return { token: null, pairing: null, keys: [], nowMs: row.now_ms };
  return {
    token: { id: row.token_id, used: row.used, expired: row.expired },
    pairing: {
      id: row.pairing_id,
      partnerId: row.partner_id,
      vhost: row.vhost,
      confirmed: row.confirmed,
      ended: row.ended,
      partnerSuspended: row.partner_suspended,
      endUserId: row.end_user_id,
      userSuspended: row.user_suspended,
      test: row.test,
    },
    keys: row.keys ?? [],
    nowMs: row.now_ms,
  };
}

/** What a rightly signed launch comes in with. */
export type Launch = {
  readonly tokenHash: Buffer;
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
  readonly heldAtMs: number | null;
  readonly eventId: string;
  readonly requestId: string;
  readonly previousKey: boolean;
};

/** What the launching statement found and did. */
export type LaunchRow = {
  /** true exactly when this very statement used the token up, opened the session and wrote the accepted event */
  readonly entered: boolean;
  /** somebody else is signed in in this browser, and the user has not been asked */
  readonly mustAsk: boolean;
  /** whoever is signed in now, and whoever the launch is for, by what a person knows them by; null: nothing */
  readonly people: { readonly name: string | null; readonly other: string | null };
  /** there are mandatory documents that the user has not accepted */
  readonly termsDue: boolean;
};

// One statement is the whole way in: may they, use the token up, open the session, end the one before, tell. The row of the
// pairing is held (FOR SHARE) until it is done: who ends the pairing at the same moment either comes first, and is seen, or
// waits and finds the session. A second UPDATE of the token waits for the first, looks at `used_at` again and does nothing.
const launchStatement = `
WITH pairing AS (
  SELECT p.id, p.partner_id, p.end_user_id FROM pairings p
   WHERE p.id = (SELECT pairing_id FROM pairing_tokens WHERE hash = $1) AND p.confirmed_at IS NOT NULL AND p.ended_at IS NULL FOR SHARE OF p
), target AS (
  SELECT pairing.*, u.test_partner_id IS NOT NULL AS test, u.country, coalesce(u.name, u.email) AS name
    FROM pairing JOIN partners q ON q.id = pairing.partner_id JOIN end_users u ON u.id = pairing.end_user_id
   WHERE q.suspended_at IS NULL AND u.suspended_at IS NULL
), ${presentSession("$2")}, stranger AS (
  SELECT present.name FROM present, target WHERE present.end_user_id <> target.end_user_id
), used AS (
  UPDATE pairing_tokens t SET used_at = statement_timestamp() FROM target
   WHERE t.hash = $1 AND t.used_at IS NULL AND t.expires_at > coalesce($4::timestamptz, statement_timestamp())
     AND ($3 OR NOT EXISTS (SELECT FROM stranger))
  RETURNING t.id
), due AS (
  SELECT d.version_id FROM target CROSS JOIN LATERAL terms_due(target.end_user_id, target.country) AS d
), opened AS (
  INSERT INTO end_user_sessions (id_hash, id, end_user_id, created_at, last_seen_at, expires_at, user_agent, pairing_id, continue_to)
  SELECT $5, $6, target.end_user_id, $7::timestamptz, $7::timestamptz, $8::timestamptz, $9, target.id,
         CASE WHEN EXISTS (SELECT FROM due) THEN '/' END
    FROM used, target
), ${endPresentSession("$2", "used")}, event AS (
  INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, end_user_id, login_token_id, request_id, detail)
  SELECT target.partner_id, statement_timestamp(), $10, 'login', 'paired-launch', 'accepted', 'accepted', target.test,
         target.id, target.end_user_id, used.id, $11, CASE WHEN $12 THEN '{"previousKey": true}'::jsonb END
    FROM used, target
)
SELECT EXISTS (SELECT FROM used) AS entered, (NOT $3 AND EXISTS (SELECT FROM stranger)) AS must_ask, (SELECT name FROM stranger) AS name, (SELECT name FROM target) AS other,
       EXISTS (SELECT FROM due) AS terms_due`;

type LaunchColumns = { entered: boolean; must_ask: boolean; name: string | null; other: string | null; terms_due: boolean };

/** Lets somebody in by a launch URL whose signature is right, if everything else is in order too, and tells what was found. */
export async function enter(db: Queryable, launch: Launch): Promise<LaunchRow> {
  const { session } = launch;
  const { rows } = await db.query<LaunchColumns>({
    name: "enter-by-paired-launch",
    text: launchStatement,
    values: [
      launch.tokenHash,
      launch.sessionBefore,
      launch.confirmed,
      launch.heldAtMs === null ? null : new Date(launch.heldAtMs).toISOString(),
      session.idHash,
      session.id,
      session.createdAt.toISOString(),
      session.expiresAt.toISOString(),
      session.userAgent,
      launch.eventId,
      launch.requestId,
      launch.previousKey,
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("the launching statement answered without a row");
  return { entered: row.entered, mustAsk: row.must_ask, people: { name: row.name, other: row.other }, termsDue: row.terms_due };
}
