import type pg from "pg";
import type { LocalCalendar, LocalDay } from "@/lib/core/local-calendar";
import { IS_COUNTED } from "./count-statement";
import { LONGEST_GAP } from "./people-deltas";
import { inSnapshot, type Progress, readProgress } from "./progress";
import { COUNTS_KEPT, countsAnew, differencesOf, PEOPLE_KEPT, peopleAnew, startsThatDiffer } from "./verify-statements";
import { calendarsOf } from "./owners";

/** Something that is kept otherwise than the events say. */
export type Difference = {
  /** the nil UUID: the platform */
  readonly partnerId: string;
  /** the nil UUID: everything of the partner */
  readonly scopeId: string;
  /** the local date, and its first instant */
  readonly date: string;
  readonly startsAt: Date;
  /** `count` with what it counts, `users` or `returns`; of an hour of the day, `… in hour N`; of a gap, `returns after N days` */
  readonly what: string;
  /** 0: it should not be there, or is not */
  readonly expected: number;
  readonly stored: number;
};

export type Verdict = {
  /** how many events were counted anew */
  readonly events: number;
  readonly differences: number;
  /** the first twenty */
  readonly found: readonly Difference[];
  /** days that begin earlier were left out, because their events may have been dropped; null: none */
  readonly closedBefore: Date | null;
};

const MOST_TOLD = 20;
const DAY_MS = 86_400_000;

/**
 * Counts the events anew, by other statements than the job's, and compares everything that is kept of every local day that
 * begins in a stretch: of each partner, its protocols and its subjects, and of the platform. In one snapshot, of what the job
 * has counted; it may go on meanwhile. Reads the events of the stretch and of the year before it.
 * @param fromMs epoch milliseconds @param toMs exclusive
 */
export async function verifyStatistics(fromMs: number, toMs: number): Promise<Verdict> {
  return inSnapshot(async (client) => {
    const progress = await readProgress(client);
    const since = Math.max(fromMs, progress.eventsSinceMs);
    const { rows } = await client.query<{ id: string }>("SELECT id FROM partners UNION SELECT partner_id FROM statistic_counts");
    const calendars = await calendarsOf(
      client,
      rows.map(({ id }) => id),
    );
    const found: Difference[] = [];
    let differences = 0;
    for (const [partnerId, calendar] of calendars) {
      const days = daysThatBegin(calendar, since, toMs);
      if (days.length === 0) continue;
      const different = await compare(client, progress, { partnerId, calendar, days, known: knownDays(calendar, days, progress) });
      differences += different.length;
      found.push(...different.slice(0, MOST_TOLD - found.length));
    }
    const counted = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM login_events e WHERE ${IS_COUNTED} AND e.at >= to_timestamp($3::float8 / 1000) AND e.at < to_timestamp($4::float8 / 1000)`,
      [progress.xact, progress.since, since, Math.max(since, toMs)],
    );
    return { events: counted.rows[0]?.n ?? 0, differences, found, closedBefore: since > fromMs ? new Date(since) : null };
  });
}

function daysThatBegin(calendar: LocalCalendar, fromMs: number, toMs: number): LocalDay[] {
  return calendar.daysBetween(fromMs, toMs).filter(({ startMs }) => startMs >= fromMs);
}

/** The days that are compared, and those before them by which somebody may have been there: as far as their events are all there. */
function knownDays(calendar: LocalCalendar, days: readonly LocalDay[], { eventsSinceMs }: Progress): LocalDay[] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const fromMs = Math.max(eventsSinceMs, first.startMs - (LONGEST_GAP + 2) * DAY_MS);
  return calendar.daysBetween(fromMs, last.endMs).filter(({ startMs }) => startMs >= eventsSinceMs);
}

type Owner = {
  readonly partnerId: string;
  readonly calendar: LocalCalendar;
  readonly days: readonly LocalDay[];
  readonly known: readonly LocalDay[];
};
type DifferenceRow = { scope_id: string; day: number; what: string; expected: number; stored: number };

async function compare(client: pg.PoolClient, progress: Progress, { partnerId, calendar, days, known }: Owner): Promise<Difference[]> {
  const [first, last, firstKnown] = [days[0], days.at(-1), known[0]];
  if (!first || !last || !firstKnown) return [];
  const bound = [progress.xact, progress.since, partnerId, first.number, last.number];
  const counts = await client.query<DifferenceRow>(differencesOf(countsAnew(partnerId), COUNTS_KEPT), [
    ...bound,
    ...hoursOf(calendar, days),
  ]);
  const people = await client.query<DifferenceRow>(differencesOf(peopleAnew(partnerId), PEOPLE_KEPT), [
    ...bound,
    ...hoursOf(calendar, known),
    firstKnown.number,
  ]);
  const starts = await client.query<DifferenceRow>(startsThatDiffer, [
    partnerId,
    days.map(({ number }) => number),
    days.map(({ startMs }) => startMs),
    first.number,
    last.number,
  ]);
  const byNumber = new Map(days.map((day) => [day.number, day]));
  return [...counts.rows, ...people.rows, ...starts.rows].map(({ scope_id: scopeId, day, ...row }) => {
    const { date = "", startMs = 0 } = byNumber.get(day) ?? {};
    return { partnerId, scopeId, date, startsAt: new Date(startMs), what: row.what, expected: row.expected, stored: row.stored };
  });
}

/** The hours as they are bound ($6 to $8), and between which instants they lie ($9, $10). */
function hoursOf(calendar: LocalCalendar, days: readonly LocalDay[]): unknown[] {
  const hours = days.flatMap((day) => calendar.hoursOf(day).map((hour, index) => ({ day: day.number, index, ...hour })));
  return [
    hours.map(({ day }) => day),
    hours.map(({ index }) => index),
    // As text: pg would write ten thousand dates in the zone of this machine, each in fifteen steps.
    hours.map(({ startMs }) => new Date(startMs).toISOString()),
    new Date(days[0]?.startMs ?? 0),
    new Date(days.at(-1)?.endMs ?? 0),
  ];
}
