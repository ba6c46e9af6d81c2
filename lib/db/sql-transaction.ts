import type pg from "pg";
import { pool, type Purpose } from "./pools";

/**
 * Runs `work` in one transaction of plain SQL, undone when it throws; changes that are told to the audit log use `transaction()`.
 * @param begin the statement that opens it, with its isolation level, and its `SET LOCAL` behind
 */
export async function sqlTransaction<Value>(
  purpose: Purpose,
  begin: string,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool(purpose).connect();
  try {
    await client.query(begin);
    const value = await work(client);
    await client.query("COMMIT");
    client.release();
    return value;
  } catch (error) {
    // A connection whose transaction came to no end is thrown away.
    client.release(true);
    throw error;
  }
}
