/**
 * The SELECT by which a statement finds whose the bearer token is that $1 is the SHA-256 of. Every protocol that takes
 * bearer tokens asks by these words, so that revoking one, or suspending its partner, acts in all of them.
 * @param scope what the token has to be made for
 */
export function selectBearer(scope: "redeem" | "pair"): string {
  return `SELECT b.id, b.partner_id, b.revoked_at IS NOT NULL AS revoked,
         coalesce(b.expires_at <= statement_timestamp(), false) AS expired,
         '${scope}' = ANY (b.scopes) AS in_scope,
         p.suspended_at IS NOT NULL AS partner_suspended
    FROM bearer_tokens b JOIN partners p ON p.id = b.partner_id
   WHERE b.hash = $1`;
}
