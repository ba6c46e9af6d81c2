import type pg from "pg";
import { pool } from "@/lib/db/pools";
import { batchBetween } from "./count-statement";
import { countBatch } from "./count-batch";
import { inSnapshot, lockProgress, type Progress } from "./progress";

/** So many events a round, or a little less: what is behind is caught up in many short transactions, not in a long one. */
const ROUND = 20_000;
/** above every transaction number (xid8 is an unsigned number of 64 bits) */
const NO_END = "18446744073709551615";

/**
 * Counts what login events have come since it was done last, 20,000 at the most but for a single transaction that wrote more.
 * Everything is done, and noted as done, in one transaction: of two processes that do it at once one fails and has done nothing.
 * @returns how many events were counted
 * @throws the database's error: nothing has happened then
 */
export async function rollUpOnce(): Promise<number> {
  if (!(await isBehind())) return 0;
  return inSnapshot(async (client) => {
    const progress = await lockProgress(client);
    return progress.restored ? countOldTail(client, progress) : countRound(client, progress);
  });
}

// One probe of an index for each month: what an idle platform costs each second.
async function isBehind(): Promise<boolean> {
  const { rows } = await pool("statistics").query<{ behind: boolean }>({
    name: "statistics-is-behind",
    text: `SELECT pg_snapshot_xmax(pg_current_snapshot()) < p.xact OR EXISTS (
               SELECT FROM login_events e WHERE e.xact >= p.xact AND e.xact < pg_snapshot_xmin(pg_current_snapshot()) AND e.at > p.since) AS behind
             FROM statistic_progress p`,
  });
  return rows[0]?.behind === true;
}

async function countRound(client: pg.PoolClient, progress: Progress): Promise<number> {
  const { upTo, isLast } = await endOfRound(client, progress);
  const events = await countBatch(client, batchBetween(progress.xact, upTo, progress.since), progress, !isLast);
  await client.query("UPDATE statistic_progress SET xact = $1::xid8, counted_at = statement_timestamp()", [upTo]);
  return events;
}

/** Up to which transaction a round goes: whole ones, and one at least. */
async function endOfRound(client: pg.PoolClient, { xact, settled, since }: Progress): Promise<{ upTo: string; isLast: boolean }> {
  const nth = `SELECT e.xact::text FROM login_events e WHERE e.xact >= $1::xid8 AND e.xact < $2::xid8 AND e.at > $3::timestamptz ORDER BY e.xact`;
  const { rows } = await client.query<{ first: string | null; beyond: string | null }>(
    `SELECT (${nth} LIMIT 1) AS first, (${nth} OFFSET ${ROUND} LIMIT 1) AS beyond`,
    [xact, settled, since],
  );
  const [row] = rows;
  if (!row?.first || row.beyond === null) return { upTo: settled, isLast: true };
  return { upTo: row.beyond === row.first ? String(BigInt(row.first) + 1n) : row.beyond, isLast: false };
}

/**
 * After a restore the transaction numbers begin anew. What the dump had that was not counted is told by its high numbers and
 * counted now; what comes from then on, by its time: everything of the dump is of before its end.
 */
async function countOldTail(client: pg.PoolClient, progress: Progress): Promise<number> {
  const events = await countBatch(client, batchBetween(progress.xact, NO_END, progress.since), progress, false);
  await client.query(
    `UPDATE statistic_progress SET xact = '0', counted_at = statement_timestamp(), since = greatest(counted_at,
       (SELECT max(e.at) FROM login_events e WHERE e.xact >= $1::xid8 AND e.at > $2::timestamptz))`,
    [progress.xact, progress.since],
  );
  return events;
}
