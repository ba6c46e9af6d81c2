import type pg from "pg";
import type { LocalCalendar } from "@/lib/core/local-calendar";
import { COUNTED_COLUMNS, IS_VISIT } from "./counted-events";
import { type Batch, countStatement, IS_COUNTED } from "./count-statement";
import { horizonsOf, keepVisits, moveHorizon } from "./kept-visits";
import { VISITS } from "./people-deltas";
import { freshVisits, peopleStatement } from "./people-statement";
import type { Progress } from "./progress";
import { PLATFORM } from "./scope";
import { columnsOf, QUARTER_MS, type Slots, slotsOf } from "./slots";
import { calendarsOf } from "./owners";

type QuarterRow = { partner_id: string; quarter: number; n: number };

/**
 * Adds the events of a batch to everything that is kept. In the caller's transaction.
 * @param isBacklog much more is waiting: of the time before the batch's oldest event, no more visits are kept than are needed
 * @returns how many events they are
 */
export async function countBatch(client: pg.PoolClient, batch: Batch, progress: Progress, isBacklog: boolean): Promise<number> {
  const quarters = await quartersOf(client, batch);
  if (quarters.length === 0) return 0;
  const calendars = await calendarsOfRows(client, quarters);
  const slots = mapQuarters(calendars, quarters, progress);
  const values = [...batch.values, ...columnsOf(slots)];
  if (slots.startsAt.some((start) => start.getTime() < progress.visitsSinceMs)) await bringVisitsBack(client, batch, slots, progress);
  await client.query(countStatement(batch), values);
  const keptSinceMs = isBacklog ? await moveHorizon(client, progress, oldestOf(quarters)) : progress.visitsSinceMs;
  await client.query(peopleStatement(batch), [...values, ...horizonsOf(calendars, keptSinceMs)]);
  return quarters.reduce((sum, { n }) => sum + n, 0);
}

function oldestOf(rows: readonly QuarterRow[]): number {
  return Math.min(...rows.map(({ quarter }) => quarter)) * QUARTER_MS;
}

async function quartersOf(client: pg.PoolClient, { query, values }: Batch): Promise<QuarterRow[]> {
  const { rows } = await client.query<QuarterRow>(
    `SELECT partner_id, quarter, count(*)::int AS n FROM (${query}) b GROUP BY partner_id, quarter ORDER BY partner_id, quarter`,
    [...values],
  );
  return rows;
}

/** The calendars of everybody in some rows, and of the platform. */
function calendarsOfRows(client: pg.PoolClient, rows: readonly QuarterRow[]): Promise<ReadonlyMap<string, LocalCalendar>> {
  return calendarsOf(client, [...new Set(rows.map(({ partner_id: id }) => id))]);
}

/** The slots of partners' quarters, and of the same quarters for the platform; none on days that are closed. */
function mapQuarters(calendars: ReadonlyMap<string, LocalCalendar>, rows: readonly QuarterRow[], { eventsSinceMs }: Progress): Slots {
  const ofPartners = rows
    .map(({ partner_id: partnerId, quarter }) => ({ partnerId, quarter }))
    .filter(({ partnerId }) => partnerId !== PLATFORM);
  const all = [...new Set(rows.map(({ quarter }) => quarter))].sort((a, b) => a - b);
  return slotsOf(calendars, [...ofPartners, ...all.map((quarter) => ({ partnerId: PLATFORM, quarter }))], eventsSinceMs);
}

/**
 * Logins of days whose visits are not all kept any more, because they came days late: makes the visits of their people again,
 * from the events that are counted. Reads all of those events; who comes that late is moved in, or has a clock that is wrong.
 */
async function bringVisitsBack(client: pg.PoolClient, batch: Batch, slots: Slots, progress: Progress): Promise<void> {
  const late = await client.query<{ end_user_id: string }>(
    `SELECT DISTINCT b.end_user_id FROM (${batch.query}) b JOIN unnest($${batch.values.length + 1}::uuid[], $${batch.values.length + 2}::int[]) AS s(partner_id, quarter)
        ON s.partner_id = b.partner_id AND s.quarter = b.quarter WHERE ${IS_VISIT}`,
    [...batch.values, ...lateOnes(slots, progress.visitsSinceMs)],
  );
  if (late.rows.length === 0) return;
  const theirs: Batch = {
    query: `SELECT ${COUNTED_COLUMNS} FROM login_events e WHERE ${IS_COUNTED} AND ${IS_VISIT} AND e.end_user_id = ANY ($3::uuid[])`,
    values: [progress.xact, progress.since, late.rows.map(({ end_user_id: id }) => id)],
  };
  const past = await quartersOf(client, theirs);
  const calendars = await calendarsOfRows(client, past);
  await client.query(
    `WITH logins AS MATERIALIZED (SELECT DISTINCT partner_id, subject_id, protocol, end_user_id, quarter FROM (${theirs.query}) b),
          ${freshVisits(theirs.values.length + 1)}, ${VISITS} ${keepVisits(theirs.values.length + 6)}`,
    [...theirs.values, ...columnsOf(mapQuarters(calendars, past, progress)), ...horizonsOf(calendars, Number.NEGATIVE_INFINITY)],
  );
}

function lateOnes({ partnerIds, quarters, startsAt }: Slots, visitsSinceMs: number): [string[], number[]] {
  const late = quarters.map((_, index) => index).filter((index) => (startsAt[index]?.getTime() ?? 0) < visitsSinceMs);
  return [late.flatMap((index) => partnerIds[index] ?? []), late.flatMap((index) => quarters[index] ?? [])];
}
