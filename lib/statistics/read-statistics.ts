import type pg from "pg";
import { localCalendar, type LocalDay } from "@/lib/core/local-calendar";
import { sqlTransaction } from "@/lib/db/sql-transaction";
import { NIL_ID } from "@/lib/id";
import type { Period } from "./period";
import { type Progress, readProgress } from "./progress";
import { PLATFORM, protocolScope, type StatisticsScope } from "./scope";
import { columnsOf, QUARTER_MS, slotsOf } from "./slots";
import type { Statistics } from "./statistics";
import { COUNTED_COLUMNS, HAS_MANY_PEOPLE, hasManyPeople, IS_VISIT, slotsFrom } from "./counted-events";
import { PEOPLE_DELTAS } from "./people-deltas";
import { type CountRow, type PeopleDelta, type PeopleRow, placesOf, type Places, tellStatistics } from "./tell-statistics";

/**
 * The statistics of a scope in a period, exact to the unit: what the job has counted and what it has not yet, in one snapshot.
 * Costs the same with any number of events; what has not been counted is as a rule what came within the last seconds.
 * Whether the scope is the asking one's to see is the caller's affair.
 * @throws the database's error, also when there is too much that has not been counted
 */
export function readStatistics(scope: StatisticsScope, period: Period): Promise<Statistics> {
  const places = placesOf(period);
  return sqlTransaction("pages", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", (client) => readIn(client, scope, period, places));
}

async function readIn(client: pg.PoolClient, scope: StatisticsScope, period: Period, places: Places): Promise<Statistics> {
  const tail = await readTailBounds(client, scope, period);
  const counts = await readCounts(client, scope, period, places);
  const people = await readPeople(client, scope, period, places);
  const raw = tail.quarters === null ? { counts: [], deltas: [] } : await readTail(client, scope, period, tail, tail.quarters);
  const all = [...counts, ...raw.counts];
  const ofOne = scope.subjectId !== undefined && all.some(({ protocol }) => !hasManyPeople(protocol));
  return tellStatistics(period, places, { counts: all, people, deltas: raw.deltas, countedAt: new Date(tail.countedAtMs), ofOne });
}

/** Which events the job has not counted; and in which quarters this scope has some. */
type TailBounds = Progress & { quarters: number[] | null };

const TAIL = "e.xact >= $1::xid8 AND e.at > $2::timestamptz AND e.at >= $3 AND e.at < $4";

async function readTailBounds(client: pg.PoolClient, scope: StatisticsScope, period: Period): Promise<TailBounds> {
  const progress = await readProgress(client);
  // Without a name, so that it is planned for this very transaction number: next to nothing lies beyond it, which no plan for
  // any number can know. It would read the whole period instead.
  const { rows } = await client.query<{ quarters: number[] | null }>(
    `SELECT array_agg(DISTINCT t.quarter ORDER BY t.quarter) AS quarters
       FROM (SELECT ${COUNTED_COLUMNS} FROM login_events e WHERE ${TAIL}) t WHERE ${scopeCondition(scope, 5)}`,
    [progress.xact, progress.since, ...outerBounds(period), ...scopeValues(scope)],
  );
  return { ...progress, quarters: rows[0]?.quarters ?? null };
}

async function readCounts(client: pg.PoolClient, scope: StatisticsScope, period: Period, places: Places): Promise<CountRow[]> {
  const byHour = period.by === "hour";
  const { rows } = await client.query<CountRow>({
    name: `statistics-counts-${byHour ? "hours" : "days"}-${scopeKind(scope)}`,
    text: `SELECT day, protocol, kind, outcome, reason, test, count${byHour ? ", hours" : ""} FROM statistic_counts
            WHERE partner_id = $1 AND scope_id = $2 AND day BETWEEN $3 AND $4
              ${scope.protocol === undefined ? "" : "AND protocol = $5::login_protocol"}`,
    values: [scope.partnerId, scope.subjectId ?? NIL_ID, ...places.span, ...(scope.protocol === undefined ? [] : [scope.protocol])],
  });
  return rows;
}

async function readPeople(client: pg.PoolClient, scope: StatisticsScope, period: Period, places: Places): Promise<PeopleRow[]> {
  const byHour = period.by === "hour";
  const days = [...places.days.entries()];
  const { rows } = await client.query<PeopleRow>({
    name: `statistics-people-${byHour ? "hours" : "days"}`,
    text: `SELECT u.day, u.users, ${byHour ? "u.hours, " : ""}
                  CASE WHEN u.day > d.bucket_first
                       THEN coalesce((SELECT sum(n) FROM unnest(u.returns[1:u.day - d.bucket_first]) n), 0)::int ELSE 0 END AS again_in_bucket,
                  coalesce((SELECT sum(n) FROM unnest(u.returns[1:u.day - d.first]) n), 0)::int AS again_in_stretch
             FROM statistic_users u JOIN unnest($3::int[], $4::int[], $5::int[]) AS d(day, bucket_first, first) ON d.day = u.day
            WHERE u.partner_id = $1 AND u.scope_id = $2 AND u.day BETWEEN $6 AND $7`,
    values: [
      scope.partnerId,
      peopleScope(scope),
      days.map(([day]) => day),
      days.map(([, { bucketFirst }]) => bucketFirst),
      days.map(([, { first }]) => first),
      ...places.span,
    ],
  });
  return rows;
}

async function readTail(
  client: pg.PoolClient,
  scope: StatisticsScope,
  period: Period,
  { xact, since, eventsSinceMs }: TailBounds,
  quarters: readonly number[],
): Promise<{ counts: CountRow[]; deltas: PeopleDelta[] }> {
  const slots = slotsOf(
    new Map([[scope.partnerId, calendarOfDays([...period.before.days, ...period.days])]]),
    quarters.map((quarter) => ({ partnerId: scope.partnerId, quarter })),
    eventsSinceMs,
  );
  const bound = [xact, since, ...outerBounds(period), ...columnsOf(slots)];
  const tail = `WITH tail AS MATERIALIZED (
    SELECT t.*, s.day, s.hour FROM (SELECT ${COUNTED_COLUMNS} FROM login_events e WHERE ${TAIL}) t JOIN ${slotsFrom(5)} ON s.quarter = t.quarter
     WHERE ${scopeCondition(scope, 10)})`;
  const values = [...bound, ...scopeValues(scope)];
  const counts = await client.query<CountRow>(
    `${tail} SELECT day, protocol, kind, outcome, reason, test, count(*)::int AS count, hour FROM tail
      GROUP BY day, protocol, kind, outcome, reason, test, hour`,
    values,
  );
  const deltas = await client.query<PeopleDelta>(
    `${tail}, fresh AS MATERIALIZED (
       SELECT $${values.length + 1}::uuid AS partner_id, $${values.length + 2}::uuid AS scope_id, end_user_id, day, bit_or(1 << hour) AS hours FROM tail
        WHERE ${IS_VISIT} ${scope.subjectId === undefined ? "" : `AND ${HAS_MANY_PEOPLE}`} GROUP BY end_user_id, day
     ), ${PEOPLE_DELTAS} SELECT day, what, place, n FROM deltas`,
    [...values, scope.partnerId, peopleScope(scope)],
  );
  return { counts: counts.rows, deltas: deltas.rows };
}

function outerBounds({ startMs, endMs, before }: Period): [Date, Date] {
  return [new Date(Math.min(startMs, before.startMs)), new Date(Math.max(endMs, before.endMs))];
}

// The days are the partner's own; which hours they have is their zone's affair alone.
function calendarOfDays(days: readonly LocalDay[]) {
  const calendar = localCalendar([{ fromMs: 0, zone: "UTC" }]);
  const dayAt = (ms: number) => {
    const day = days.find(({ startMs, endMs }) => ms >= startMs && ms < endMs);
    // Between the period before and the period there may be days of neither: no more than the quarter that is asked for.
    return day ?? { ...calendar.dayAt(ms), number: OF_NEITHER, startMs: ms, endMs: ms + QUARTER_MS };
  };
  return { ...calendar, dayAt };
}

const OF_NEITHER = -1_000_000;

type ScopeKind = "all" | "partner" | "protocol" | "protocol-of-all" | "subject";

function scopeKind({ partnerId, protocol, subjectId }: StatisticsScope): ScopeKind {
  if (subjectId !== undefined) return "subject";
  if (partnerId === PLATFORM) return protocol === undefined ? "all" : "protocol-of-all";
  return protocol === undefined ? "partner" : "protocol";
}

const scopeConditions: Readonly<Record<ScopeKind, (first: number) => string>> = {
  all: () => "true",
  partner: (first) => `t.partner_id = $${first}`,
  protocol: (first) => `t.partner_id = $${first} AND t.protocol = $${first + 1}::login_protocol`,
  "protocol-of-all": (first) => `t.protocol = $${first}::login_protocol`,
  subject: (first) => `t.partner_id = $${first} AND t.subject_id = $${first + 1}`,
};

function scopeCondition(scope: StatisticsScope, first: number): string {
  return scopeConditions[scopeKind(scope)](first);
}

function scopeValues(scope: StatisticsScope): string[] {
  const { partnerId, protocol, subjectId } = scope;
  return [partnerId === PLATFORM ? undefined : partnerId, subjectId ?? protocol].filter((value) => value !== undefined);
}

function peopleScope({ protocol, subjectId }: StatisticsScope): string {
  return subjectId ?? (protocol === undefined ? NIL_ID : protocolScope(protocol));
}
