import { pool } from "@/lib/db/pools";
import { isId } from "@/lib/id";

/** Where whoever signed out of a session goes on to. */
export type LogoutPage = { readonly url: string; readonly partnerName: string };

/**
 * The `logout_url` of the issuer through which a session came that is over since five minutes at the most; null when it came
 * otherwise, or its issuer has none, is disabled, or is a suspended partner's: to such a one we lead nobody.
 * @param sessionId text of anybody; it is no secret, and leads nowhere but to what an issuer has set
 */
export async function findLogoutPage(sessionId: string): Promise<LogoutPage | null> {
  if (!isId(sessionId)) return null;
  const { rows } = await pool("pages").query<{ url: string; partner_name: string }>({
    name: "find-logout-page",
    text: `SELECT i.logout_url AS url, p.name AS partner_name
             FROM end_user_sessions s JOIN issuers i ON i.id = s.issuer_id JOIN partners p ON p.id = i.partner_id
            WHERE s.id = $1 AND s.revoked_at > statement_timestamp() - interval '5 minutes'
              AND i.logout_url IS NOT NULL AND i.disabled_at IS NULL AND p.suspended_at IS NULL`,
    values: [sessionId],
  });
  const [row] = rows;
  return row ? { url: row.url, partnerName: row.partner_name } : null;
}
