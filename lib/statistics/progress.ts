import type pg from "pg";
import { sqlTransaction } from "@/lib/db/sql-transaction";

/** How far the job has come, and what the database says of it. */
export type Progress = {
  /** every event of a lower transaction number is counted; of the others, those of `since` and before */
  readonly xact: string;
  readonly since: string;
  readonly countedAtMs: number;
  /** visits of days that begin earlier are not all kept; epoch milliseconds or -Infinity, as the next */
  readonly visitsSinceMs: number;
  /** days that begin earlier are closed: their events may have been dropped */
  readonly eventsSinceMs: number;
  /** every transaction of a lower number is committed or undone */
  readonly settled: string;
  /** the database's transaction numbers are lower than those that were counted: it was restored from a dump */
  readonly restored: boolean;
};

const COLUMNS = `xact::text, since::text, date_part('epoch', counted_at) * 1000 AS "countedAtMs",
  date_part('epoch', visits_since) * 1000 AS "visitsSinceMs", date_part('epoch', events_since) * 1000 AS "eventsSinceMs",
  pg_snapshot_xmin(pg_current_snapshot())::text AS settled, pg_snapshot_xmax(pg_current_snapshot()) < xact AS restored`;

/** Reads the progress of the job, as the transaction of `client` sees it. */
export async function readProgress(client: pg.PoolClient): Promise<Progress> {
  return only(await client.query<Progress>(`SELECT ${COLUMNS} FROM statistic_progress`));
}

/**
 * Locks the progress, so that nobody else counts meanwhile. Whoever waited for it, and finds it changed, fails (40001): the
 * snapshot is of before the change.
 */
export async function lockProgress(client: pg.PoolClient): Promise<Progress> {
  return only(await client.query<Progress>(`SELECT ${COLUMNS} FROM statistic_progress FOR UPDATE`));
}

function only({ rows }: pg.QueryResult<Progress>): Progress {
  const [row] = rows;
  if (!row) throw new Error("statistics have no progress");
  return row;
}

// Of rows that are made on the way the planner thinks there is one: a nested loop would join thousands with thousands. Workers
// cost more than they save, and the other processor belongs to the logins. One connection of one process: it may sort twenty
// thousand rows without going to disk.
const BEGIN = `
BEGIN ISOLATION LEVEL REPEATABLE READ;
SET LOCAL enable_nestloop = off;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL jit = off;
SET LOCAL work_mem = '32MB'`;

/** Runs `work` in a transaction that sees one snapshot, from its first statement on. Undone when it throws. */
export function inSnapshot<Value>(work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
  return sqlTransaction("statistics", BEGIN, work);
}
