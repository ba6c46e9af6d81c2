import type { Queryable } from "@/lib/db/pools";
import { requiredIn } from "./required-versions";

/** A session token as it stands. */
export type SessionRow = {
  readonly endUserId: string;
  readonly externalId: string;
  readonly email: string | null;
  readonly apiKey: string;
  readonly expiresAt: Date;
};

type SessionColumns = {
  end_user_id: string;
  external_id: string;
  email: string | null;
  api_key: string;
  expires_at: Date;
};

/** SQL: a session token was issued after the last time that all of its user's, or all of its client's, were ended. */
export const notEnded = "coalesce(t.issued_at > greatest(x.sessions_ended_at, c.sessions_ended_at), true)";

/** SQL: what has to hold of a session token besides its signature; `t` is its row, `x` and `u` its user, `c` the client, `p` the partner. */
export const liveSession = `
  session_tokens t JOIN client_identities x ON x.client_id = t.client_id AND x.external_id = t.external_id
  JOIN end_users u ON u.id = x.end_user_id JOIN api_clients c ON c.id = t.client_id JOIN partners p ON p.id = c.partner_id
 WHERE t.expires_at > statement_timestamp() AND ${notEnded} AND x.unlinked_at IS NULL AND u.suspended_at IS NULL AND c.disabled_at IS NULL
   AND p.suspended_at IS NULL AND NOT EXISTS (SELECT FROM (${requiredIn("x.country")}) AS r WHERE r.version_id <> ALL (t.versions))`;

/**
 * The session of a token's id; null when it is over or was ended, its user has ended the link, its client is disabled, its
 * partner or user suspended, or documents are in force that its user had not accepted.
 */
export async function findLiveSession(db: Queryable, tokenId: string): Promise<SessionRow | null> {
  const { rows } = await db.query<SessionColumns>({
    name: "find-live-session-token",
    text: `SELECT x.end_user_id, t.external_id, x.email, c.api_key, t.expires_at FROM ${liveSession} AND t.id = $1`,
    values: [tokenId],
  });
  const [row] = rows;
  if (!row) return null;
  return {
    endUserId: row.end_user_id,
    externalId: row.external_id,
    email: row.email,
    apiKey: row.api_key,
    expiresAt: row.expires_at,
  };
}
