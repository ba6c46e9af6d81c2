import { pool } from "@/lib/db/pools";

/** What was confirmed in a stretch of time, less what was refunded in it. */
export type Sales = {
  /** which of the stretches, counted from 0 */
  readonly stretch: number;
  /** ISO 4217 */
  readonly currency: string;
  /** in minor units; negative where more was refunded than confirmed */
  readonly minor: number;
};

/**
 * A partner's sales in stretches of time that follow one another, by currency: a purchase counts when it is confirmed, and is
 * taken back when it is refunded. Stretches without either are left out.
 * @param starts of each stretch, ascending @param end of the last one, exclusive @param appId null: all apps
 */
export async function sumSales(partnerId: string, appId: string | null, starts: readonly Date[], end: Date): Promise<Sales[]> {
  const { rows } = await pool("pages").query<{ stretch: number; currency: string; minor: string }>(
    `SELECT width_bucket(m.at, $3::timestamptz[]) - 1 AS stretch, m.currency, sum(m.minor)::text AS minor
       FROM (SELECT starts_at AS at, currency, price_minor::bigint AS minor FROM purchases
              WHERE partner_id = $1 AND ($2::uuid IS NULL OR app_id = $2) AND price_minor > 0 AND starts_at >= $4 AND starts_at < $5
             UNION ALL
             SELECT refunded_at, currency, -price_minor::bigint FROM purchases
              WHERE partner_id = $1 AND ($2::uuid IS NULL OR app_id = $2) AND price_minor > 0 AND refunded_at >= $4 AND refunded_at < $5) m
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [partnerId, appId, starts, starts[0] ?? end, end],
  );
  return rows.map(({ stretch, currency, minor }) => ({ stretch, currency, minor: Number(minor) }));
}
