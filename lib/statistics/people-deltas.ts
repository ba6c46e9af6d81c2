/** Further back than this nobody asks whether somebody had been there: the longest period has as many days. */
export const LONGEST_GAP = 366;

/** Which is the highest bit of `new_hours` that is set; at most the 30th, so the logarithm is exact enough. */
const HIGHEST_BIT = "floor(ln(new_hours::float8 + 0.5) / ln(2::float8))::int";

/**
 * Common table expressions that tell how the figures of people change by visits that the job has not counted. They need
 * `fresh (partner_id, scope_id, end_user_id, day, hours)`, one row for each person and day, and give
 * `deltas (partner_id, scope_id, day, what, place, n)`: `users`; of the hour `place`, `hours`; of the gap `place`, `returns`.
 *
 * A person's days are a set, so it does not matter in which order they come. Each day is counted by the gap to the one before
 * it; a new day makes a gap of its own and, where it falls between two old ones, takes the place of theirs.
 */
export const PEOPLE_DELTAS = `
known AS MATERIALIZED (
  -- Few visits of each person are kept, side by side: one look finds this day, the one before and the one after.
  SELECT f.*, v.old_hours, v.day_before, v.day_after FROM fresh f LEFT JOIN LATERAL (
    SELECT max(v.hours) FILTER (WHERE v.day = f.day) AS old_hours,
           max(v.day) FILTER (WHERE v.day < f.day) AS day_before, min(v.day) FILTER (WHERE v.day > f.day) AS day_after
      FROM statistic_visits v
     WHERE v.partner_id = f.partner_id AND v.scope_id = f.scope_id AND v.end_user_id = f.end_user_id) v ON true
), around AS MATERIALIZED (
  SELECT partner_id, scope_id, end_user_id, day, true AS new FROM known WHERE old_hours IS NULL
  UNION ALL (
    SELECT partner_id, scope_id, end_user_id, day_before, false FROM known WHERE old_hours IS NULL AND day_before IS NOT NULL
    UNION
    SELECT partner_id, scope_id, end_user_id, day_after, false FROM known WHERE old_hours IS NULL AND day_after IS NOT NULL)
), line AS MATERIALIZED (
  SELECT partner_id, scope_id, day, new, lag(day) OVER days AS before, lag(new) OVER days AS before_is_new,
         max(day) FILTER (WHERE NOT new) OVER (days ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS old_before
    FROM around WINDOW days AS (PARTITION BY partner_id, scope_id, end_user_id ORDER BY day)
), newcomers AS (
  SELECT partner_id, scope_id, day, hours & ~coalesce(old_hours, 0) AS new_hours FROM known
), deltas AS MATERIALIZED (
  SELECT partner_id, scope_id, day, 'users' AS what, 0 AS place, count(*)::int AS n
    FROM known WHERE old_hours IS NULL GROUP BY partner_id, scope_id, day
  UNION ALL
  SELECT partner_id, scope_id, day, 'hours', hour, count(*)::int FROM (
    -- Most people come in within one hour: the highest of the new bits is looked up, the others are counted out.
    SELECT partner_id, scope_id, day, ${HIGHEST_BIT} AS hour FROM newcomers WHERE new_hours <> 0
    UNION ALL
    SELECT partner_id, scope_id, day, lower FROM newcomers, generate_series(0, 29) AS lower
     WHERE new_hours & (new_hours - 1) <> 0 AND lower < ${HIGHEST_BIT} AND new_hours & (1 << lower) <> 0) AS by_hour
   GROUP BY partner_id, scope_id, day, hour
  UNION ALL
  SELECT partner_id, scope_id, day, 'returns', gap, sum(n)::int FROM (
    SELECT partner_id, scope_id, day, day - before AS gap, 1 AS n FROM line WHERE new OR before_is_new
    UNION ALL
    SELECT partner_id, scope_id, day, day - old_before, -1 FROM line WHERE NOT new AND before_is_new) AS gaps
   WHERE gap <= ${LONGEST_GAP} GROUP BY partner_id, scope_id, day, gap HAVING sum(n) <> 0
)`;
