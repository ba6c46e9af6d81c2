import { type Batch, placed, sumOf } from "./count-statement";
import { HAS_MANY_PEOPLE, IS_VISIT, NIL, PROTOCOL_SCOPE, slotsFrom } from "./counted-events";
import { keepVisits } from "./kept-visits";
import { PEOPLE_DELTAS } from "./people-deltas";

/**
 * Of some accepted logins, the visits: who came in where on which day, in which of its hours. Needs `logins`, with the columns
 * of an event, and gives `fresh` (people-deltas.ts). @param slots the number of the first parameter of the slots
 */
export function freshVisits(slots: number): string {
  return `scoped AS (
  SELECT partner_id, ${NIL} AS scope_id, end_user_id, quarter FROM logins WHERE partner_id <> ${NIL}
  UNION ALL SELECT partner_id, ${PROTOCOL_SCOPE}, end_user_id, quarter FROM logins WHERE partner_id <> ${NIL}
  UNION ALL SELECT partner_id, subject_id, end_user_id, quarter FROM logins
             WHERE partner_id <> ${NIL} AND subject_id IS NOT NULL AND ${HAS_MANY_PEOPLE}
  UNION ALL SELECT ${NIL}, ${NIL}, end_user_id, quarter FROM logins
  UNION ALL SELECT ${NIL}, ${PROTOCOL_SCOPE}, end_user_id, quarter FROM logins
), fresh AS MATERIALIZED (
  SELECT s.partner_id, c.scope_id, c.end_user_id, s.day, bit_or(1 << s.hour) AS hours, min(s.starts_at) AS starts_at
    FROM scoped c JOIN ${slotsFrom(slots)} ON s.partner_id = c.partner_id AND s.quarter = c.quarter
   GROUP BY s.partner_id, c.scope_id, c.end_user_id, s.day
)`;
}

const place = (what: string) => ({
  places: `array_agg(place) FILTER (WHERE what = '${what}')`,
  amounts: `array_agg(n) FILTER (WHERE what = '${what}')`,
});

/**
 * Adds a batch's people to `statistic_users`, and their visits to those that are kept. Parameters: the batch's, the slots, and
 * the horizons of whoever is in them.
 */
export function peopleStatement({ query, values }: Batch): string {
  return `
WITH logins AS MATERIALIZED (
  SELECT DISTINCT partner_id, subject_id, protocol, end_user_id, quarter FROM (${query}) b WHERE ${IS_VISIT}
), ${freshVisits(values.length + 1)}, ${PEOPLE_DELTAS}, kept AS (
  ${keepVisits(values.length + 6)}
), starts AS (
  SELECT partner_id, scope_id, day, min(starts_at) AS starts_at FROM fresh GROUP BY partner_id, scope_id, day
), by_day AS (
  SELECT partner_id, scope_id, day, coalesce(sum(n) FILTER (WHERE what = 'users'), 0)::int AS users,
         ${place("hours").places} AS at_hours, ${place("hours").amounts} AS hour_ns,
         ${place("returns").places} AS gaps, ${place("returns").amounts} AS gap_ns
    FROM deltas GROUP BY partner_id, scope_id, day
)
INSERT INTO statistic_users AS kept (partner_id, scope_id, day, starts_at, users, hours, returns)
SELECT d.partner_id, d.scope_id, d.day, coalesce(s.starts_at, old.starts_at), d.users, ${placed("d.at_hours", "d.hour_ns", 0)}, ${placed("d.gaps", "d.gap_ns", 1)}
  FROM by_day d LEFT JOIN starts s USING (partner_id, scope_id, day)
  LEFT JOIN LATERAL (SELECT u.starts_at FROM statistic_users u
    WHERE s.day IS NULL AND u.partner_id = d.partner_id AND u.scope_id = d.scope_id AND u.day = d.day LIMIT 1) old ON true
ON CONFLICT (partner_id, scope_id, day)
DO UPDATE SET users = kept.users + excluded.users, hours = ${sumOf("kept.hours", "excluded.hours")}, returns = ${sumOf("kept.returns", "excluded.returns")}`;
}
