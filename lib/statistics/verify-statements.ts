import { COUNTED_COLUMNS, HAS_MANY_PEOPLE, IS_VISIT, NIL, PROTOCOL_SCOPE } from "./counted-events";
import { IS_COUNTED } from "./count-statement";
import { LONGEST_GAP } from "./people-deltas";
import { PLATFORM } from "./scope";

// What is kept, and the same counted anew, as rows of one shape: (scope_id, day, what, n). Parameters of both: $1 and $2 the
// job's progress, $3 the partner, $4 and $5 the first and last number of the days that are compared; of what is counted anew
// also the hours, without a gap ($6 to $8: day, hour, beginning), and between which instants they lie ($9, $10); of people $11,
// the number of the first day whose events are all there.

/** Rows that are in one of two such queries alone, or with another number. */
export function differencesOf(anew: string, kept: string): string {
  return `WITH ${anew}, kept AS (${kept})
    SELECT scope_id, day, what, coalesce(anew.n, 0)::int AS expected, coalesce(kept.n, 0)::int AS stored
      FROM anew FULL JOIN kept USING (scope_id, day, what) WHERE anew.n IS DISTINCT FROM kept.n ORDER BY day, scope_id, what`;
}

const COUNT_NAME = "concat_ws(' ', 'count of', protocol, kind, outcome, nullif(reason, outcome::text), CASE WHEN test THEN '(test)' END)";

export const COUNTS_KEPT = `
  SELECT scope_id, day, ${COUNT_NAME} AS what, count AS n FROM statistic_counts WHERE partner_id = $3 AND day BETWEEN $4 AND $5
  UNION ALL
  SELECT scope_id, day, ${COUNT_NAME} || ' in hour ' || (hour - 1), n
    FROM statistic_counts, unnest(hours) WITH ORDINALITY AS h(n, hour) WHERE partner_id = $3 AND day BETWEEN $4 AND $5 AND n <> 0`;

/** Gives `anew`. @param partnerId as $3 */
export function countsAnew(partnerId: string): string {
  const scopes = partnerId === PLATFORM ? `(VALUES (${NIL}))` : `(VALUES (${NIL}), (subject_id))`;
  return `${eventsOf(partnerId)}, hourly AS (
    SELECT s.scope_id, day, ${COUNT_NAME} AS what, hour, count(*) AS n
      FROM events, LATERAL ${scopes} AS s(scope_id) WHERE s.scope_id IS NOT NULL GROUP BY s.scope_id, day, what, hour
  ), anew AS (
    SELECT scope_id, day, what, sum(n) AS n FROM hourly GROUP BY scope_id, day, what
    UNION ALL SELECT scope_id, day, what || ' in hour ' || hour, n FROM hourly)`;
}

export const PEOPLE_KEPT = `
  SELECT scope_id, day, 'users' AS what, users AS n FROM statistic_users WHERE partner_id = $3 AND day BETWEEN $4 AND $5
  UNION ALL
  SELECT scope_id, day, 'users in hour ' || (hour - 1), n
    FROM statistic_users, unnest(hours) WITH ORDINALITY AS h(n, hour) WHERE partner_id = $3 AND day BETWEEN $4 AND $5 AND n <> 0
  UNION ALL
  SELECT scope_id, day, 'returns after ' || gap || ' days', n
    FROM statistic_users, unnest(returns) WITH ORDINALITY AS r(n, gap)
   WHERE partner_id = $3 AND day BETWEEN $4 AND $5 AND n <> 0 AND day - gap >= $11`;

/** Gives `anew`. @param partnerId as $3 */
export function peopleAnew(partnerId: string): string {
  const ofSubjects = partnerId === PLATFORM ? "" : `, (CASE WHEN ${HAS_MANY_PEOPLE} THEN subject_id END)`;
  return `${eventsOf(partnerId)}, visits AS MATERIALIZED (
    SELECT s.scope_id, end_user_id, day, bit_or(1 << hour) AS hours
      FROM (SELECT DISTINCT subject_id, protocol, end_user_id, day, hour FROM events WHERE ${IS_VISIT}) AS logins,
           LATERAL (VALUES (${NIL}), (${PROTOCOL_SCOPE})${ofSubjects}) AS s(scope_id)
     WHERE s.scope_id IS NOT NULL GROUP BY s.scope_id, end_user_id, day
  ), gaps AS (
    SELECT scope_id, day, hours, day - lag(day) OVER (PARTITION BY scope_id, end_user_id ORDER BY day) AS gap FROM visits
  ), anew AS (
    SELECT scope_id, day, 'users' AS what, count(*) AS n FROM visits WHERE day BETWEEN $4 AND $5 GROUP BY scope_id, day
    UNION ALL
    SELECT scope_id, day, 'users in hour ' || hour, count(*) FROM visits, generate_series(0, 30) AS hour
     WHERE day BETWEEN $4 AND $5 AND hours & (1 << hour) <> 0 GROUP BY scope_id, day, hour
    UNION ALL
    SELECT scope_id, day, 'returns after ' || gap || ' days', count(*) FROM gaps
     WHERE day BETWEEN $4 AND $5 AND gap <= ${LONGEST_GAP} AND day - gap >= $11 GROUP BY scope_id, day, gap)`;
}

// Each event looks its hour up among their beginnings; that takes as many steps as the number of hours has binary digits.
function eventsOf(partnerId: string): string {
  return `placed AS MATERIALIZED (
    SELECT ${COUNTED_COLUMNS}, width_bucket(e.at, $8::timestamptz[]) AS nth FROM login_events e
     WHERE ${IS_COUNTED} AND e.at >= $9 AND e.at < $10 AND ${partnerId === PLATFORM ? "$3::uuid IS NOT NULL" : "e.partner_id = $3"}
  ), events AS MATERIALIZED (
    SELECT placed.*, ($6::int[])[nth] AS day, ($7::int[])[nth] AS hour FROM placed)`;
}

/** Rows whose day begins at another instant than the calendar says. Parameters: partner, days, their first instants, first and last day. */
export const startsThatDiffer = `
  SELECT k.scope_id, k.day, 'first instant, seconds since 1970' AS what, coalesce(d.start_ms / 1000, 0)::int AS expected,
         date_part('epoch', k.starts_at)::int AS stored
    FROM (SELECT scope_id, day, starts_at FROM statistic_counts WHERE partner_id = $1 AND day BETWEEN $4 AND $5
          UNION SELECT scope_id, day, starts_at FROM statistic_users WHERE partner_id = $1 AND day BETWEEN $4 AND $5) k
    LEFT JOIN unnest($2::int[], $3::float8[]) AS d(day, start_ms) ON d.day = k.day
   WHERE d.start_ms IS NULL OR date_part('epoch', k.starts_at) * 1000 <> d.start_ms`;
