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
), target AS (
  -- Whoever is known is found by the first of the three, and their address is not asked whom it leads to.
  (SELECT id, suspended, ended, test, country FROM known)
  UNION ALL (SELECT id, suspended, false, test, country FROM user_of_address($1, $3))
  UNION ALL (SELECT $4::uuid, false, false, false, NULL) LIMIT 1
`;
