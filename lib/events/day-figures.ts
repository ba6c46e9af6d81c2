import { isDatabaseGone } from "../db/failure";
import { pool } from "../db/pools";

/** What happened to a partner in a stretch of time. Test launches never count; they are told apart. */
export type DayFigures = {
  /** opened in the catalogue */
  readonly launches: number;
  /** logins that the partner's server redeemed */
  readonly redemptions: number;
  /** attempts of either half that were refused */
  readonly refused: number;
  /** different people who logged in */
  readonly users: number;
  /** redemptions of test tokens, in none of the figures above */
  readonly tests: number;
};

/**
 * Exact figures of one local day, by one scan of that day's events of that partner.
 * @param from inclusive @param to exclusive
 * @returns null when there are too many to count within the time that a page has
 */
export async function dayFigures(partnerId: string, from: Date, to: Date): Promise<DayFigures | null> {
  const [row] = await inTime<DayFigures>(
    `SELECT count(*) FILTER (WHERE NOT test AND kind = 'launch' AND protocol = 'launch-token' AND outcome = 'accepted')::int AS launches,
            count(*) FILTER (WHERE NOT test AND kind = 'login' AND outcome = 'accepted')::int AS redemptions,
            count(*) FILTER (WHERE NOT test AND outcome = 'refused')::int AS refused,
            count(DISTINCT end_user_id) FILTER (WHERE NOT test AND kind = 'login' AND outcome = 'accepted')::int AS users,
            count(*) FILTER (WHERE test AND kind = 'login' AND outcome = 'accepted')::int AS tests
       FROM login_events WHERE partner_id = $1 AND at >= $2 AND at < $3`,
    [partnerId, from, to],
  );
  return row ?? null;
}

export type ReasonCount = { readonly reason: string; readonly count: number };

/** Why logins at a partner's server were refused since an instant, tests included; the most frequent reason first. */
export async function countRefusals(partnerId: string, since: Date): Promise<readonly ReasonCount[]> {
  return inTime<ReasonCount>(
    `SELECT reason, count(*)::int AS count FROM login_events
      WHERE partner_id = $1 AND at >= $2 AND kind = 'login' AND outcome = 'refused'
      GROUP BY reason ORDER BY count(*) DESC, reason`,
    [partnerId, since],
  );
}

// The pool ends a statement that takes too long: the page is worth more than its figures.
async function inTime<Row>(text: string, values: unknown[]): Promise<Row[]> {
  try {
    return (await pool("pages").query(text, values)).rows as Row[];
  } catch (error) {
    if (isDatabaseGone(error)) return [];
    throw error;
  }
}
