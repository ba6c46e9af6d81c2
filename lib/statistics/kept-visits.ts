import type pg from "pg";
import type { LocalCalendar } from "@/lib/core/local-calendar";
import type { Progress } from "./progress";

const DAY_MS = 86_400_000;
/** Of so many days all visits are kept; a login that comes later than that is placed by the events (count-batch.ts). */
const KEPT_DAYS = 3;
/** A person who came last so many days ago counts as new: no longer gap is asked for. */
const FORGOTTEN_DAYS = 400;
/** Before every day of every calendar. */
const NEVER = -2_147_483_648;

/**
 * Moves the instant from which on all visits are kept to three days before another; never back.
 * @param ms epoch milliseconds @returns where it is now
 */
export async function moveHorizon(client: pg.PoolClient, { visitsSinceMs }: Progress, ms: number): Promise<number> {
  const horizonMs = (Math.floor(ms / DAY_MS) - KEPT_DAYS) * DAY_MS;
  if (horizonMs <= visitsSinceMs) return visitsSinceMs;
  await client.query("UPDATE statistic_progress SET visits_since = $1", [new Date(horizonMs)]);
  return horizonMs;
}

/** From which of its days on all visits of an owner are kept: columns as they are bound, partner ids and day numbers. */
export type Horizons = readonly [partnerIds: string[], days: number[]];

/** @param sinceMs epoch milliseconds from when on everybody's visits are kept; -Infinity: all of them */
export function horizonsOf(calendars: ReadonlyMap<string, LocalCalendar>, sinceMs: number): Horizons {
  const owners = [...calendars.entries()];
  return [owners.map(([id]) => id), owners.map(([, calendar]) => (Number.isFinite(sinceMs) ? calendar.dayAt(sinceMs).number : NEVER))];
}

/** The table of horizons. @param first the number of its first parameter */
export function horizonsFrom(first: number): string {
  return `unnest($${first}::uuid[], $${first + 1}::int[]) AS h(partner_id, horizon)`;
}

/**
 * True of a visit that a coming login may ask for: one of lately, or the last before. Needs `day`, the `after` that follows it
 * and the owner's `horizon`.
 */
export const IS_ASKED_FOR = `((after IS NULL OR after >= horizon) AND day >= horizon::bigint - ${FORGOTTEN_DAYS})`;

/** An INSERT that keeps what is to be kept of `visits` (people-deltas.ts). @param horizons the number of their first parameter */
export function keepVisits(horizons: number): string {
  return `INSERT INTO statistic_people (partner_id, end_user_id, scope_ids, days, hours)
  SELECT partner_id, end_user_id, array_agg(scope_id), array_agg(day), array_agg(hours) FROM visits JOIN ${horizonsFrom(horizons)} USING (partner_id)
   WHERE ${IS_ASKED_FOR} GROUP BY partner_id, end_user_id HAVING bool_or(hours IS DISTINCT FROM old_hours)
  ON CONFLICT (partner_id, end_user_id) DO UPDATE SET scope_ids = excluded.scope_ids, days = excluded.days, hours = excluded.hours`;
}
