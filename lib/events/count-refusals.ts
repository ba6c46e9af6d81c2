import { isDatabaseGone } from "../db/failure";
import { pool } from "../db/pools";

export type ReasonCount = { readonly reason: string; readonly count: number };

/**
 * Why logins at a partner's server were refused since an instant, tests included, which statistics leave out; the most frequent
 * reason first. Nothing when there are too many to count within the time that a page has.
 */
export async function countRefusals(partnerId: string, since: Date): Promise<readonly ReasonCount[]> {
  try {
    const { rows } = await pool("pages").query<ReasonCount>(
      `SELECT reason, count(*)::int AS count FROM login_events
        WHERE partner_id = $1 AND at >= $2 AND kind = 'login' AND outcome = 'refused'
        GROUP BY reason ORDER BY count(*) DESC, reason`,
      [partnerId, since],
    );
    return rows;
  } catch (error) {
    // The pool ends a statement that takes too long: the page is worth more than these.
    if (isDatabaseGone(error)) return [];
    throw error;
  }
}
