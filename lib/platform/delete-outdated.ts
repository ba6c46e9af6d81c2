import type { Queryable } from "../db/pools";

// In slices, so that no statement holds its locks for long or meets the statement timeout.
const SLICE = 5_000;

// A day after its end nobody has a question about a token any more; a week after theirs, sessions; after a month, whether a mail was sent.
const outdated = [
  `DELETE FROM login_tokens WHERE hash IN (SELECT hash FROM login_tokens WHERE expires_at < now() - interval '1 day' LIMIT ${SLICE})`,
  `DELETE FROM used_token_ids WHERE (issuer_id, jti) IN (SELECT issuer_id, jti FROM used_token_ids WHERE expires_at < now() - interval '1 day' LIMIT ${SLICE})`,
  `DELETE FROM held_tokens WHERE hash IN (SELECT hash FROM held_tokens WHERE expires_at < now() LIMIT ${SLICE})`,
  `DELETE FROM session_tokens WHERE id IN (SELECT id FROM session_tokens WHERE expires_at < now() - interval '7 days' LIMIT ${SLICE})`,
  `DELETE FROM pairing_tokens WHERE hash IN (SELECT hash FROM pairing_tokens WHERE expires_at < now() - interval '1 day' LIMIT ${SLICE})`,
  `DELETE FROM portal_tickets WHERE hash IN (SELECT hash FROM portal_tickets WHERE expires_at < now() - interval '1 day' LIMIT ${SLICE})`,
  `DELETE FROM used_nonces WHERE (client_id, nonce) IN (SELECT client_id, nonce FROM used_nonces WHERE expires_at < now() - interval '1 day' LIMIT ${SLICE})`,
  // A signature is good for ten minutes at the most.
  `DELETE FROM signature_uses WHERE (signature_hash, external_id) IN (SELECT signature_hash, external_id FROM signature_uses WHERE used_at < now() - interval '1 hour' LIMIT ${SLICE})`,
  `DELETE FROM panel_sessions WHERE id_hash IN (SELECT id_hash FROM panel_sessions WHERE expires_at < now() - interval '7 days' LIMIT ${SLICE})`,
  `DELETE FROM end_user_sessions WHERE id_hash IN (SELECT id_hash FROM end_user_sessions WHERE expires_at < now() - interval '7 days' LIMIT ${SLICE})`,
  // Pictures that no revision names. A day old, for one that was stored just now may be named by a transaction that is not
  // at its end; asked again outside, for whoever stores the same picture meanwhile makes it new.
  `DELETE FROM app_icons WHERE stored_at < now() - interval '1 day' AND (hash, partner_id) IN (
     SELECT i.hash, i.partner_id FROM app_icons i WHERE i.stored_at < now() - interval '1 day' AND NOT EXISTS (
       SELECT 1 FROM app_revisions r JOIN apps a ON a.id = r.app_id WHERE a.partner_id = i.partner_id AND r.icon_hash = i.hash)
     LIMIT ${SLICE})`,
  `DELETE FROM email_tokens WHERE hash IN (SELECT hash FROM email_tokens WHERE expires_at < now() - interval '1 day' LIMIT ${SLICE})`,
  `DELETE FROM terms_drafts WHERE id IN (SELECT id FROM terms_drafts WHERE written_at < now() - interval '30 days' LIMIT ${SLICE})`,
  `DELETE FROM outbox_mails WHERE id IN (SELECT id FROM outbox_mails WHERE created_at < now() - interval '30 days' AND sealed_content IS NULL LIMIT ${SLICE})`,
];

/** Deletes tokens and sessions that are long over, and pictures that nobody has any more. @returns how many rows went */
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
