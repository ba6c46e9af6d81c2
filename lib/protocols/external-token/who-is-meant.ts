/**
 * Who is meant: the beginning of a statement, up to an open `target` – $1 the issuer, $2 the uuid, $3 the address, $4 the id
 * of a new user. The way in and the workbench ask by the same words. @param holds SQL of what else must be true of issuer `i`
 */
export const whoIsMeant = (holds = "true") => `
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
