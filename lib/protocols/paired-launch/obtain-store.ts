import { selectBearer } from "@/lib/credentials/bearer-token";
import type { Queryable } from "@/lib/db/pools";
import { type ObtainingFacts, LIFE_SECONDS } from "./verify";

/** As many access tokens of one pairing are open at a time, neither used nor over: nobody needs more, and a loop ends here (P4-05). */
export const MOST_OPEN_TOKENS = 100;

/** What the obtaining statement found and did. */
export type ObtainingRow = {
  readonly facts: ObtainingFacts;
  /** true exactly when this very statement stored the token and wrote the event */
  readonly issued: boolean;
  readonly bearer: { readonly id: string; readonly partnerId: string } | null;
  readonly pairing: { readonly id: string; readonly vhost: string; readonly endUserId: string | null; readonly test: boolean } | null;
  /** whole seconds until one of the open tokens is over; null: there are fewer than may be */
  readonly fullForSeconds: number | null;
};

// One statement is the whole success path: who calls, which pairing is meant – the live one of that PSClientID, else the one
// that ended last, so that its partner is told that it ended –, issue, tell. `issued` repeats the checks of verify.ts.
const obtainStatement = `
WITH bearer AS (
  ${selectBearer("pair")}
), pairing AS (
  SELECT p.id, p.partner_id, p.vhost, p.end_user_id, p.confirmed_at IS NOT NULL AS confirmed, p.ended_at IS NOT NULL AS ended,
         coalesce(u.suspended_at IS NOT NULL, false) AS user_suspended, coalesce(u.test_partner_id IS NOT NULL, false) AS test,
         (SELECT count(*)::int FROM pairing_tokens o
           WHERE o.pairing_id = p.id AND o.used_at IS NULL AND o.expires_at > statement_timestamp()) AS open_tokens
    FROM pairings p JOIN bearer ON bearer.partner_id = p.partner_id LEFT JOIN end_users u ON u.id = p.end_user_id
   WHERE p.ps_client_id = $2 ORDER BY p.ended_at IS NOT NULL, p.ended_at DESC LIMIT 1
), issued AS (
  INSERT INTO pairing_tokens (hash, id, pairing_id, created_at, expires_at)
  SELECT $3, $4, pairing.id, statement_timestamp(), statement_timestamp() + interval '${LIFE_SECONDS} seconds'
    FROM bearer, pairing
   WHERE NOT bearer.revoked AND NOT bearer.expired AND bearer.in_scope AND NOT bearer.partner_suspended
     AND pairing.confirmed AND NOT pairing.ended AND NOT pairing.user_suspended AND pairing.open_tokens < ${MOST_OPEN_TOKENS}
  RETURNING id
), event AS (
  INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, end_user_id, login_token_id, request_id, detail)
  SELECT pairing.partner_id, statement_timestamp(), $5, 'launch', 'paired-launch', 'accepted', 'accepted', pairing.test,
         bearer.id, pairing.end_user_id, issued.id, $6, jsonb_build_object('pairingId', pairing.id)
    FROM issued, bearer, pairing
)
SELECT bearer.id AS bearer_id, bearer.partner_id, bearer.revoked, bearer.expired, bearer.in_scope, bearer.partner_suspended,
       pairing.id AS pairing_id, pairing.vhost, pairing.end_user_id, pairing.confirmed, pairing.ended, pairing.user_suspended, pairing.test,
       issued.id IS NOT NULL AS issued,
       CASE WHEN pairing.open_tokens >= ${MOST_OPEN_TOKENS} THEN (
         SELECT ceil(extract(epoch FROM min(o.expires_at) - statement_timestamp()))::int FROM pairing_tokens o
          WHERE o.pairing_id = pairing.id AND o.used_at IS NULL AND o.expires_at > statement_timestamp()) END AS full_for
  FROM (SELECT) AS always LEFT JOIN bearer ON true LEFT JOIN pairing ON true LEFT JOIN issued ON true`;

type ObtainColumns = {
  bearer_id: string | null;
  partner_id: string;
  revoked: boolean;
  expired: boolean;
  in_scope: boolean;
  partner_suspended: boolean;
  pairing_id: string | null;
  vhost: string;
  end_user_id: string | null;
  confirmed: boolean;
  ended: boolean;
  user_suspended: boolean;
  test: boolean;
  issued: boolean;
  full_for: number | null;
};

/** Ids and hashes of a token that is to be issued. */
export type NewToken = { readonly hash: Buffer; readonly id: string; readonly eventId: string; readonly requestId: string };

/**
 * Issues an access token, if everything is in order, and tells what was found either way.
 * @param asked SHA-256 of the bearer token; every PSClientID of the query (null: one that no pairing can have), of
 *   which a single one names a pairing
 */
export async function obtainToken(
  db: Queryable,
  asked: { bearerHash: Buffer; clientIds: readonly (string | null)[] },
  token: NewToken,
): Promise<ObtainingRow> {
  const [clientId, ...more] = asked.clientIds;
  const { rows } = await db.query<ObtainColumns>({
    name: "obtain-pairing-token",
    text: obtainStatement,
    values: [asked.bearerHash, more.length > 0 ? null : (clientId ?? null), token.hash, token.id, token.eventId, token.requestId],
  });
  const [row] = rows;
  if (!row) throw new Error("the obtaining statement answered without a row");
  return {
    facts: {
      bearer: row.bearer_id === null ? null : bearerFacts(row),
      clientIds: asked.clientIds.length,
      pairing: row.pairing_id === null ? null : { confirmed: row.confirmed, ended: row.ended, userSuspended: row.user_suspended },
    },
    issued: row.issued,
    bearer: row.bearer_id === null ? null : { id: row.bearer_id, partnerId: row.partner_id },
    pairing: row.pairing_id === null ? null : { id: row.pairing_id, vhost: row.vhost, endUserId: row.end_user_id, test: row.test },
    fullForSeconds: row.full_for,
  };
}

function bearerFacts(row: ObtainColumns) {
  return { revoked: row.revoked, expired: row.expired, mayPair: row.in_scope, partnerSuspended: row.partner_suspended };
}
