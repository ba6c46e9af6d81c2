import { issuerVersion } from "./issuer-version";

/**
 * Who is meant: the beginning of a statement, up to an open `target` – $1 the issuer, $2 the uuid, $3 the address, $4 the id
 * of a new user. The way in and the workbench ask by the same words. @param holds SQL of what else must be true of issuer `i`
 */
export const whoIsMeant = (holds: string) => `
WITH issuer AS (
  SELECT i.id, i.partner_id FROM issuers i JOIN partners p ON p.id = i.partner_id
   WHERE i.id = $1 AND i.disabled_at IS NULL AND p.suspended_at IS NULL AND ${holds}
), known AS (
  SELECT u.id, u.suspended_at IS NOT NULL AS suspended, x.unlinked_at IS NOT NULL AS ended,
         u.test_partner_id IS NOT NULL AS test, u.country
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
  SELECT u.id, u.suspended_at IS NOT NULL AS suspended, u.test_partner_id IS NOT NULL AS test, u.country FROM end_users u
   WHERE u.id = (SELECT id FROM same_address LIMIT 1)
     AND NOT EXISTS (SELECT FROM external_identities x JOIN issuers j ON j.id = x.issuer_id JOIN issuer ON j.partner_id = issuer.partner_id
                      WHERE x.end_user_id = u.id AND x.unlinked_at IS NOT NULL)
), target AS (
  -- Whoever is known is found by the first of the three, and their address leads to nobody and costs nothing.
  (SELECT id, suspended, ended, test, country FROM known)
  UNION ALL (SELECT id, suspended, false, test, country FROM linked)
  UNION ALL (SELECT $4::uuid, false, false, false, NULL) LIMIT 1
`;

// What a token was judged by without asking the database: the same version, at an instant at which it passes.
const asAssumed = `($20::text IS NULL OR ($20 = ${issuerVersion} AND statement_timestamp() >= $21::timestamptz AND statement_timestamp() < $22::timestamptz))`;

// One statement is the whole way in: who is meant, may they, use the id up, make the user, open the session, end the one
// before, tell. The unique key (issuer, jti) decides who was first: the INSERT of a second waits for the first and then does
// nothing, and everything behind it has no row to work on. Foreign keys are looked at when the statement is over, so that an
// identity may be written before its new user is.
export const enterStatement = `${whoIsMeant(asAssumed)}), present AS (
  SELECT s.id_hash, s.end_user_id, coalesce(u.name, u.email) AS name FROM end_user_sessions s JOIN end_users u ON u.id = s.end_user_id
   WHERE s.id_hash = $5 AND s.revoked_at IS NULL AND s.expires_at > statement_timestamp() AND u.suspended_at IS NULL
), allowed AS (
  SELECT issuer.partner_id, target.test FROM issuer, target
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
  SELECT d.version_id FROM target CROSS JOIN LATERAL terms_due(target.id, target.country) AS d
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
  SELECT allowed.partner_id, statement_timestamp(), $16, 'login', 'external-token', 'accepted', 'accepted',
         allowed.test, $1, identity.end_user_id, $17, $18
    FROM identity, allowed
)
SELECT EXISTS (SELECT FROM identity) AS entered, EXISTS (SELECT FROM issuer) AS issuer_active, target.suspended, target.id AS end_user_id,
       target.ended OR (EXISTS (SELECT FROM used) AND NOT EXISTS (SELECT FROM identity)) AS link_ended,
       (NOT $6 AND EXISTS (SELECT FROM present WHERE present.end_user_id <> target.id)) AS must_ask, (SELECT name FROM present) AS name,
       (NOT $10 AND EXISTS (SELECT FROM due)) AS terms_due
  FROM target`;
