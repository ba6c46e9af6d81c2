import { selectBearer } from "@/lib/credentials/bearer-token";
import type { Queryable } from "@/lib/db/pools";
import type { LaunchFacts, RedemptionFacts } from "./verify";

/** What the redeeming statement found and did. */
export type RedemptionRow = {
  readonly facts: RedemptionFacts;
  /** true exactly when this very statement consumed the token and wrote the accepted event */
  readonly consumed: boolean;
  readonly bearerId: string | null;
  /** the address, when it is verified */
  readonly verifiedEmail: string | null;
  readonly loginToken: { readonly id: string; readonly appId: string; readonly endUserId: string; readonly test: boolean } | null;
  /** IANA zone of the bearer's partner that is in force now */
  readonly zone: string | null;
  /** epoch milliseconds by the database's clock */
  readonly nowMs: number;
};

// One statement is the whole success path: who calls, whose token, may they enter, consume, tell. `consumed` repeats the
// checks of verify.ts as its WHERE; a test walks all combinations and holds the two together. Under READ COMMITTED a
// second UPDATE of the same row waits for the first, looks at `used_at` again and finds nothing to do: that is the
// whole of "exactly once". Time is the database's, one reading for all checks (R24).
const redeemStatement = `
WITH bearer AS (
  ${selectBearer("redeem")}
), token AS (
  SELECT t.id, t.app_id, t.end_user_id, t.test, a.partner_id,
         t.used_at IS NOT NULL AS used, t.expires_at <= statement_timestamp() AS expired,
         a.suspended_at IS NOT NULL AS app_suspended, u.suspended_at IS NOT NULL AS user_suspended,
         CASE WHEN u.email_verified_at IS NOT NULL THEN u.email END AS verified_email,
         CASE WHEN t.test THEN true ELSE (
           SELECT bool_or(g.revoked_at IS NULL AND g.starts_at <= statement_timestamp()
                          AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp()))
             FROM purchases g
            WHERE g.end_user_id = t.end_user_id AND g.app_id = t.app_id AND g.partner_id = a.partner_id) END AS access_current
    FROM login_tokens t JOIN apps a ON a.id = t.app_id JOIN end_users u ON u.id = t.end_user_id
   WHERE t.hash = $2
), consumed AS (
  UPDATE login_tokens t SET used_at = statement_timestamp()
    FROM bearer, token
   WHERE t.hash = $2 AND t.used_at IS NULL AND t.expires_at > statement_timestamp()
     AND NOT bearer.revoked AND NOT bearer.expired AND bearer.in_scope AND NOT bearer.partner_suspended
     AND token.partner_id = bearer.partner_id AND NOT token.app_suspended AND NOT token.user_suspended
     AND token.access_current
  RETURNING t.id
), event AS (
  INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, app_id, credential_id, end_user_id, login_token_id, request_id)
  SELECT token.partner_id, statement_timestamp(), $3, 'login', 'launch-token', 'accepted', 'accepted', token.test,
         token.app_id, bearer.id, token.end_user_id, token.id, $4
    FROM consumed, bearer, token
)
SELECT bearer.id AS bearer_id, bearer.partner_id AS bearer_partner_id, bearer.revoked, bearer.expired AS bearer_expired,
       bearer.in_scope, bearer.partner_suspended,
       (SELECT z.zone FROM partner_time_zones z
         WHERE z.partner_id = bearer.partner_id AND z.effective_from <= statement_timestamp()
         ORDER BY z.effective_from DESC LIMIT 1) AS zone,
       token.id AS token_id, token.app_id, token.end_user_id, token.test, token.partner_id AS token_partner_id,
       token.used, token.expired AS token_expired, token.app_suspended, token.user_suspended, token.access_current,
       token.verified_email, consumed.id IS NOT NULL AS consumed,
       floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now_ms
  FROM (SELECT) AS always LEFT JOIN bearer ON true LEFT JOIN token ON true LEFT JOIN consumed ON true`;

type RedeemColumns = {
  bearer_id: string | null;
  bearer_partner_id: string;
  revoked: boolean;
  bearer_expired: boolean;
  in_scope: boolean;
  partner_suspended: boolean;
  zone: string | null;
  token_id: string | null;
  app_id: string;
  end_user_id: string;
  test: boolean;
  token_partner_id: string;
  used: boolean;
  token_expired: boolean;
  app_suspended: boolean;
  user_suspended: boolean;
  access_current: boolean | null;
  verified_email: string | null;
  consumed: boolean;
  now_ms: number;
};

/**
 * Redeems a login token, if everything about it is in order, and tells what was found either way.
 * @param keys SHA-256 of the bearer token and of the login token (null: nothing spelled like one was sent), ids for the event
 */
export async function redeem(
  db: Queryable,
  keys: { bearerHash: Buffer; loginTokenHash: Buffer | null; eventId: string; requestId: string },
): Promise<RedemptionRow> {
  const { rows } = await db.query<RedeemColumns>({
    name: "redeem-launch-token",
    text: redeemStatement,
    values: [keys.bearerHash, keys.loginTokenHash, keys.eventId, keys.requestId],
  });
  const [row] = rows;
  if (!row) throw new Error("the redeeming statement answered without a row");
  return {
    facts: {
      bearer:
        row.bearer_id === null
          ? null
          : {
              revoked: row.revoked,
              expired: row.bearer_expired,
              mayRedeem: row.in_scope,
              partnerId: row.bearer_partner_id,
              partnerSuspended: row.partner_suspended,
            },
      token:
        row.token_id === null
          ? null
          : {
              partnerId: row.token_partner_id,
              appSuspended: row.app_suspended,
              userSuspended: row.user_suspended,
              accessCurrent: row.access_current,
              used: row.used,
              expired: row.token_expired,
            },
    },
    consumed: row.consumed,
    bearerId: row.bearer_id,
    verifiedEmail: row.verified_email,
    loginToken: row.token_id === null ? null : { id: row.token_id, appId: row.app_id, endUserId: row.end_user_id, test: row.test },
    zone: row.zone,
    nowMs: row.now_ms,
  };
}

/** What is known of the two sides of a launch, with the URL it would lead to. */
export type LaunchRow = { readonly facts: LaunchFacts; readonly serviceUrl: string | null };

type LaunchColumns = {
  app_partner_id: string | null;
  app_suspended: boolean;
  service_url: string | null;
  partner_suspended: boolean;
  partner_active: boolean;
  user_id: string | null;
  user_suspended: boolean;
  test_partner_id: string | null;
  access_current: boolean | null;
};

/** Reads what decides a launch. A test launch leads to the working draft where there is one, else to the published app. */
export async function findLaunch(db: Queryable, launch: { appId: string; endUserId: string; test: boolean }): Promise<LaunchRow> {
  const { rows } = await db.query<LaunchColumns>({
    name: "find-launch",
    text: `
      SELECT a.partner_id AS app_partner_id, a.suspended_at IS NOT NULL AS app_suspended, r.service_url,
             p.suspended_at IS NOT NULL AS partner_suspended, p.partnership = 'active' AS partner_active,
             u.id AS user_id, u.suspended_at IS NOT NULL AS user_suspended, u.test_partner_id,
             (SELECT bool_or(g.revoked_at IS NULL AND g.starts_at <= statement_timestamp()
                             AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp()))
                FROM purchases g WHERE g.end_user_id = u.id AND g.app_id = a.id AND g.partner_id = a.partner_id) AS access_current
        FROM (SELECT) AS always
        LEFT JOIN apps a ON a.id = $1
        LEFT JOIN partners p ON p.id = a.partner_id
        LEFT JOIN LATERAL (
          SELECT service_url FROM app_revisions v
           WHERE v.app_id = a.id AND (v.state = 'published' OR ($3 AND v.state IN ('draft', 'review')))
           ORDER BY v.state = 'published' LIMIT 1) r ON true
        LEFT JOIN end_users u ON u.id = $2`,
    values: [launch.appId, launch.endUserId, launch.test],
  });
  const [row] = rows;
  if (!row) throw new Error("the launch query answered without a row");
  return {
    facts: {
      test: launch.test,
      app:
        row.app_partner_id === null
          ? null
          : {
              partnerId: row.app_partner_id,
              suspended: row.app_suspended,
              launchable: row.service_url !== null,
            },
      partner: row.app_partner_id === null ? null : { suspended: row.partner_suspended, active: row.partner_active },
      user: row.user_id === null ? null : { suspended: row.user_suspended, testPartnerId: row.test_partner_id },
      accessCurrent: row.access_current,
    },
    serviceUrl: row.service_url,
  };
}

/** Stores a login token and the event of its launch, in one statement and so in one transaction. @param token.life seconds */
export async function mint(
  db: Queryable,
  token: {
    hash: Buffer;
    id: string;
    appId: string;
    endUserId: string;
    partnerId: string;
    test: boolean;
    life: number;
    eventId: string;
    requestId: string;
  },
): Promise<void> {
  await db.query({
    name: "mint-launch-token",
    text: `
      WITH minted AS (
        INSERT INTO login_tokens (hash, id, app_id, end_user_id, test, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, statement_timestamp(), statement_timestamp() + make_interval(secs => $6))
        RETURNING id, app_id, end_user_id, test)
      INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, app_id, end_user_id, login_token_id, request_id)
      SELECT $7, statement_timestamp(), $8, 'launch', 'launch-token', 'accepted', 'accepted', test, app_id, end_user_id, id, $9 FROM minted`,
    values: [token.hash, token.id, token.appId, token.endUserId, token.test, token.life, token.partnerId, token.eventId, token.requestId],
  });
}
