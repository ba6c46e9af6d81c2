/** Further back than this nobody asks whether somebody had been there: the longest period has as many days. */
export const LONGEST_GAP = 366;

/** Which is the highest bit of `new_hours` that is set; at most the 30th, so the logarithm is exact enough. */
const HIGHEST_BIT = "floor(ln(new_hours::float8 + 0.5) / ln(2::float8))::int";

/**
 * Common table expressions that set visits beside those that are known of the same people. They need
 * `fresh (partner_id, scope_id, end_user_id, day, hours)` and give `visits`: one row for each scope, person and day, with the
 * days before and after it.
 */
export const VISITS = `
people AS MATERIALIZED (
  -- One look for each person, whatever the planner thinks of how many there are.
  SELECT p.partner_id, p.end_user_id, kept.scope_ids, kept.days, kept.hours FROM (SELECT DISTINCT partner_id, end_user_id FROM fresh) p
    CROSS JOIN LATERAL (SELECT scope_ids, days, hours FROM statistic_people k
      WHERE k.partner_id = p.partner_id AND k.end_user_id = p.end_user_id LIMIT 1) kept
), days AS (
  SELECT partner_id, end_user_id, scope_id, day, bit_or(hours) AS hours, bit_or(hours) FILTER (WHERE old) AS old_hours
    FROM (SELECT partner_id, end_user_id, scope_id, day, hours, false AS old FROM fresh
          UNION ALL
          SELECT p.partner_id, p.end_user_id, u.scope_id, u.day, u.hours, true
            FROM people p, unnest(p.scope_ids, p.days, p.hours) AS u(scope_id, day, hours)) AS all_days
   GROUP BY partner_id, end_user_id, scope_id, day
), visits AS MATERIALIZED (
  SELECT *, old_hours IS NULL AS new, lag(day) OVER in_order AS before, lag(old_hours IS NULL) OVER in_order AS before_is_new,
         max(day) FILTER (WHERE old_hours IS NOT NULL) OVER (in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS old_before,
         lead(day) OVER in_order AS after
    FROM days WINDOW in_order AS (PARTITION BY partner_id, end_user_id, scope_id ORDER BY day)
)`;

/**
 * Common table expressions that tell how the figures of people change by `fresh` visits. They give
 * `deltas (partner_id, scope_id, day, what, place, n)`: `users`; of the hour `place`, `hours`; of the gap `place`, `returns`.
 *
 * A person's days are a set, so it does not matter in which order they come. Each day is counted by the gap to the one before
 * it; a new day makes a gap of its own and, where it falls between two old ones, takes the place of theirs.
 */
export const PEOPLE_DELTAS = `${VISITS}, newcomers AS (
  SELECT partner_id, scope_id, day, hours & ~coalesce(old_hours, 0) AS new_hours FROM visits WHERE hours IS DISTINCT FROM old_hours
), deltas AS MATERIALIZED (
  SELECT partner_id, scope_id, day, 'users' AS what, 0 AS place, count(*)::int AS n
    FROM visits WHERE new GROUP BY partner_id, scope_id, day
  UNION ALL
  SELECT partner_id, scope_id, day, 'hours', hour, count(*)::int FROM (
    -- Most people come in within one hour: the highest of the new bits is looked up, the others are counted out;
    -- OFFSET 0, so that those with several are found before hours are made up for anybody.
    SELECT partner_id, scope_id, day, ${HIGHEST_BIT} AS hour FROM newcomers
    UNION ALL
    SELECT partner_id, scope_id, day, lower FROM (SELECT * FROM newcomers WHERE new_hours & (new_hours - 1) <> 0 OFFSET 0) AS of_several,
           LATERAL generate_series(0, ${HIGHEST_BIT} - 1) AS lower WHERE new_hours & (1 << lower) <> 0) AS by_hour
   GROUP BY partner_id, scope_id, day, hour
  UNION ALL
  SELECT partner_id, scope_id, day, 'returns', gap, sum(n)::int FROM (
    SELECT partner_id, scope_id, day, day - before AS gap, 1 AS n FROM visits WHERE new OR before_is_new
    UNION ALL
    SELECT partner_id, scope_id, day, day - old_before, -1 FROM visits WHERE NOT new AND before_is_new) AS gaps
   WHERE gap <= ${LONGEST_GAP} GROUP BY partner_id, scope_id, day, gap HAVING sum(n) <> 0
)`;
