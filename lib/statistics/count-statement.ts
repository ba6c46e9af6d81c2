import { COUNTED_COLUMNS, NIL, slotsFrom } from "./counted-events";

/** Which events a statement counts, and by which parameters. */
export type Batch = {
  /** a query of {@link COUNTED_COLUMNS} */
  readonly query: string;
  readonly values: readonly unknown[];
};

/** What has come since the job last counted. @param upTo exclusive */
export function batchBetween(xact: string, upTo: string, since: string): Batch {
  return {
    query: `SELECT ${COUNTED_COLUMNS} FROM login_events e WHERE e.xact >= $1::xid8 AND e.xact < $2::xid8 AND e.at > $3::timestamptz`,
    values: [xact, upTo, since],
  };
}

/** True of an event `e` that the job has counted; parameters $1 and $2 are its progress: `xact` and `since`. */
export const IS_COUNTED = "(e.xact < $1::xid8 OR e.at <= $2::timestamptz)";

/** Of two arrays of numbers, the array of their sums; the shorter one counts as filled up with zeros. */
export function sumOf(one: string, other: string): string {
  return `(SELECT coalesce(array_agg(coalesce(x, 0) + coalesce(y, 0) ORDER BY i), '{}') FROM unnest(${one}, ${other}) WITH ORDINALITY AS u(x, y, i))`;
}

/** An array that has, at each of some places, counted from `base`, an amount; and zeros between. @param places SQL of an array, as `amounts` */
export function placed(places: string, amounts: string, base: 0 | 1): string {
  return `(SELECT coalesce(array_agg(coalesce((${amounts})[array_position(${places}, i)], 0)), '{}')
             FROM generate_series(${base}, (SELECT max(p) FROM unnest(${places}) p)) i)`;
}

/**
 * Adds a batch's attempts to `statistic_counts`: of each partner, of each subject, of the platform. Its parameters are those of
 * the batch and, behind them, the slots of its partners and of the platform.
 */
export function countStatement({ query, values }: Batch): string {
  return `
WITH batch AS MATERIALIZED (
  SELECT partner_id, subject_id, quarter, protocol, kind, outcome, reason, test, count(*)::int AS n
    FROM (${query}) b GROUP BY partner_id, subject_id, quarter, protocol, kind, outcome, reason, test
), scoped AS (
  SELECT partner_id, ${NIL} AS scope_id, quarter, protocol, kind, outcome, reason, test, n FROM batch WHERE partner_id <> ${NIL}
  UNION ALL
  SELECT partner_id, subject_id, quarter, protocol, kind, outcome, reason, test, n FROM batch WHERE partner_id <> ${NIL} AND subject_id IS NOT NULL
  UNION ALL
  SELECT ${NIL}, ${NIL}, quarter, protocol, kind, outcome, reason, test, n FROM batch
), by_hour AS (
  SELECT s.partner_id, c.scope_id, s.day, min(s.starts_at) AS starts_at, c.protocol, c.kind, c.outcome, c.reason, c.test, s.hour, sum(c.n)::int AS n
    FROM scoped c JOIN ${slotsFrom(values.length + 1)} ON s.partner_id = c.partner_id AND s.quarter = c.quarter
   GROUP BY s.partner_id, c.scope_id, s.day, c.protocol, c.kind, c.outcome, c.reason, c.test, s.hour
), by_day AS (
  SELECT partner_id, scope_id, day, min(starts_at) AS starts_at, protocol, kind, outcome, reason, test,
         sum(n)::int AS n, array_agg(hour) AS at_hours, array_agg(n) AS ns
    FROM by_hour GROUP BY partner_id, scope_id, day, protocol, kind, outcome, reason, test
)
INSERT INTO statistic_counts AS kept (partner_id, scope_id, day, starts_at, protocol, kind, outcome, reason, test, count, hours)
SELECT partner_id, scope_id, day, starts_at, protocol, kind, outcome, reason, test, n, ${placed("at_hours", "ns", 0)} FROM by_day
ON CONFLICT (partner_id, scope_id, day, protocol, kind, outcome, reason, test)
DO UPDATE SET count = kept.count + excluded.count, hours = ${sumOf("kept.hours", "excluded.hours")}`;
}
