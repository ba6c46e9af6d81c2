import type { Queryable } from "../db/pools";

// In slices, so that no statement holds its locks for long or meets the statement timeout.
const SLICE = 5_000;

// A day after its end nobody has a question about a token any more; a week after theirs, sessions; after a month, whether a mail was sent.
const outdated = [
  `DELETE FROM login_tokens WHERE hash IN (SELECT hash FROM login_tokens WHERE expires_at < now() - interval '1 day' LIMIT ${SLICE})`,
  `DELETE FROM panel_sessions WHERE id_hash IN (SELECT id_hash FROM panel_sessions WHERE expires_at < now() - interval '7 days' LIMIT ${SLICE})`,
  `DELETE FROM end_user_sessions WHERE id_hash IN (SELECT id_hash FROM end_user_sessions WHERE expires_at < now() - interval '7 days' LIMIT ${SLICE})`,
  `DELETE FROM email_tokens WHERE hash IN (SELECT hash FROM email_tokens WHERE expires_at < now() - interval '1 day' LIMIT ${SLICE})`,
  `DELETE FROM outbox_mails WHERE id IN (SELECT id FROM outbox_mails WHERE created_at < now() - interval '30 days' AND sealed_content IS NULL LIMIT ${SLICE})`,
];

/** Deletes tokens and sessions that are long over. @returns how many rows went */
export async function deleteOutdated(db: Queryable): Promise<number> {
  let gone = 0;
  for (const statement of outdated) {
    for (let more = true; more;) {
      const { rowCount } = await db.query(statement);
      gone += rowCount ?? 0;
      more = rowCount === SLICE;
    }
  }
  return gone;
}
