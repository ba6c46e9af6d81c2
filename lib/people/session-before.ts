// Parts of a statement that signs somebody in: the session that the browser has already.

/** `present`: whoever is signed in. @param hash the parameter with SHA-256 of the browser's session cookie, such as `$2`; null: it sent none */
export const presentSession = (hash: string) => `present AS (
  SELECT s.id_hash, s.end_user_id, coalesce(v.name, v.email) AS name FROM end_user_sessions s JOIN end_users v ON v.id = s.end_user_id
   WHERE s.id_hash = ${hash} AND s.revoked_at IS NULL AND s.expires_at > statement_timestamp() AND v.suspended_at IS NULL
)`;

/**
 * `closed`: that session ends. Not joined but asked for: else a plan that was made while there were few sessions reads all of
 * them, for browsers without one, too.
 * @param hash as of {@link presentSession} @param entered the part that has a row once somebody is let in
 */
export const endPresentSession = (hash: string, entered: string) => `closed AS (
  UPDATE end_user_sessions SET revoked_at = statement_timestamp()
   WHERE id_hash = ${hash} AND EXISTS (SELECT FROM present) AND EXISTS (SELECT FROM ${entered})
)`;
