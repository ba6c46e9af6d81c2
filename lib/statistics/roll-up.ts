import type pg from "pg";
import { pool } from "@/lib/db/pools";
import { BATCH, COUNT_STATEMENT } from "./count-statement";
import { PEOPLE_STATEMENT } from "./people-statement";
import { PLATFORM } from "./scope";
import { type Slots, slotsOf } from "./slots";
import { calendarsOf } from "./zone-histories";

/** So many events a round, or a little less: what is behind is caught up in many short transactions, not in a long one. */
const ROUND = 20_000;

/** The two rows that a round works by. */
type Bounds = {
  /** transaction numbers: from which on, and up to which (exclusive) everything is committed or undone */
  readonly xact: string;
  readonly settled: string;
  readonly since: string;
};

/**
 * Counts what login events have come since it was done last, 20,000 at the most but for a single transaction that wrote more.
 * Everything is done, and noted as done, in one transaction: of two processes that do it at once one fails and has done nothing.
 * @returns how many events were counted
 * @throws the database's error: nothing has happened then
 */
export async function rollUpOnce(): Promise<number> {
  if (!(await isBehind())) return 0;
  return inTransaction(async (client) => {
    const bounds = await lockProgress(client);
    const upTo = await endOfRound(client, bounds);
    const events = await countBatch(client, [bounds.xact, upTo, bounds.since]);
    await client.query("UPDATE statistic_progress SET xact = $1::xid8, counted_at = statement_timestamp()", [upTo]);
    return events;
  });
}

// One probe of an index for each month: what an idle platform costs each second.
async function isBehind(): Promise<boolean> {
  const { rows } = await pool("statistics").query<{ behind: boolean }>({
    name: "statistics-is-behind",
    text: `SELECT EXISTS (SELECT FROM login_events e WHERE e.xact >= p.xact AND e.xact < pg_snapshot_xmin(pg_current_snapshot()) AND e.at > p.since) AS behind
             FROM statistic_progress p`,
  });
  return rows[0]?.behind === true;
}

/** Runs `work` in a transaction that sees one snapshot from its first statement on. */
export async function inTransaction<Value>(work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
  const client = await pool("statistics").connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    // Of rows that it makes on the way the planner thinks there is one: a nested loop would join thousands with thousands.
    await client.query("SET LOCAL enable_nestloop = off");
    await client.query("SET LOCAL jit = off");
    const value = await work(client);
    await client.query("COMMIT");
    client.release();
    return value;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * Locks the row that says how far the job has come. Whoever waited for it, and finds it changed, fails (40001): its snapshot
 * is of before the change.
 */
async function lockProgress(client: pg.PoolClient): Promise<Bounds> {
  const { rows } = await client.query<Bounds>(
    `SELECT xact::text, since::text, pg_snapshot_xmin(pg_current_snapshot())::text AS settled FROM statistic_progress FOR UPDATE`,
  );
  const [bounds] = rows;
  if (!bounds) throw new Error("statistics have no progress");
  return bounds;
}

/** Up to which transaction a round goes: whole ones, and one at least. */
async function endOfRound(client: pg.PoolClient, { xact, settled, since }: Bounds): Promise<string> {
  const { rows } = await client.query<{ first: string; beyond: string | null }>(
    `SELECT first.xact::text AS first, (
       SELECT e.xact::text FROM login_events e WHERE e.xact >= $1::xid8 AND e.xact < $2::xid8 AND e.at > $3::timestamptz
        ORDER BY e.xact OFFSET ${ROUND} LIMIT 1) AS beyond
       FROM (SELECT e.xact FROM login_events e WHERE e.xact >= $1::xid8 AND e.xact < $2::xid8 AND e.at > $3::timestamptz ORDER BY e.xact LIMIT 1) first`,
    [xact, settled, since],
  );
  const [row] = rows;
  if (!row || row.beyond === null) return settled;
  return row.beyond === row.first ? String(BigInt(row.first) + 1n) : row.beyond;
}

type Batch = [xact: string, upTo: string, since: string];

async function countBatch(client: pg.PoolClient, batch: Batch): Promise<number> {
  const { rows } = await client.query<{ partner_id: string; quarter: number; n: number }>(
    `SELECT partner_id, quarter, count(*)::int AS n FROM (${BATCH}) b GROUP BY partner_id, quarter ORDER BY partner_id, quarter`,
    batch,
  );
  if (rows.length === 0) return 0;
  const bound = [...batch, ...columnsOf(await mapQuarters(client, rows))];
  await client.query(COUNT_STATEMENT, bound);
  await client.query(PEOPLE_STATEMENT, bound);
  return rows.reduce((sum, { n }) => sum + n, 0);
}

/** The slots of partners' quarters, and of the same quarters for the platform. @param rows in the order of partner and time */
export async function mapQuarters(client: pg.PoolClient, rows: readonly { partner_id: string; quarter: number }[]): Promise<Slots> {
  const calendars = await calendarsOf(client, [...new Set(rows.map(({ partner_id: id }) => id))]);
  const partners = rows
    .filter(({ partner_id: id }) => id !== PLATFORM)
    .map(({ partner_id: partnerId, quarter }) => ({ partnerId, quarter }));
  const all = [...new Set(rows.map(({ quarter }) => quarter))].sort((a, b) => a - b);
  return slotsOf(calendars, [...partners, ...all.map((quarter) => ({ partnerId: PLATFORM, quarter }))]);
}

/** Slots as they are bound. */
export function columnsOf({ partnerIds, quarters, days, startsAt, hours }: Slots): unknown[] {
  return [partnerIds, quarters, days, startsAt, hours];
}
