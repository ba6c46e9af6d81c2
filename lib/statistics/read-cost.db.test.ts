import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "../db/pools";
import { NIL_ID } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { aPartner } from "../testing/fixtures";
import { periodOf } from "../testing/statistics";
import { readStatistics } from ".";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const DAY = 86_400_000;
const FIRST = Date.parse("2025-01-01T00:00:00Z");
const DAYS = 500;
const KINDS = 8;

/** So many entries of the index were read of the counts, so many rows were fetched for them. */
async function costOf(work: () => Promise<unknown>): Promise<{ entries: number; rows: number }> {
  const cost = async () => {
    // Of the connection that reads: there is one as long as one is enough.
    await pool("pages").query("SELECT pg_stat_force_next_flush()");
    const { rows } = await testPool().query<{ entries: number; rows: number }>(
      `SELECT i.idx_tup_read::int AS entries, t.idx_tup_fetch::int + t.seq_tup_read::int AS rows
         FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid) WHERE t.relname = 'statistic_counts'`,
    );
    return rows[0] ?? { entries: 0, rows: 0 };
  };
  const before = await cost();
  await work();
  const after = await cost();
  return { entries: after.entries - before.entries, rows: after.rows - before.rows };
}

test("a page of thirty days reads its sixty days from the index alone, however long the partner is there; the days of a week by hours fetch their rows", async () => {
  const { id } = await aPartner({ timeZone: "UTC" });
  const zones = [{ fromMs: 0, zone: "UTC" }];
  const firstDay = periodOf(zones, FIRST, FIRST + DAY, "day").days[0]?.number ?? 0;
  await testPool().query(
    `INSERT INTO statistic_counts (partner_id, scope_id, day, starts_at, protocol, kind, outcome, reason, test, count, hours)
     SELECT $1, $2, $3::int + day, $4::timestamptz + make_interval(days => day), 'launch-token', 'login', 'refused', 'reason ' || kind, false, 1, '{1}'
       FROM generate_series(0, $5::int - 1) day, generate_series(1, $6::int) kind`,
    [id, NIL_ID, firstDay, new Date(FIRST), DAYS, KINDS],
  );
  // The databases of tests do not wait for the disk, and vacuum believes in a commit when it is there.
  await testPool().query("CHECKPOINT");
  await testPool().query("VACUUM ANALYZE statistic_counts");
  const last = FIRST + DAYS * DAY;
  const look = (days: number, by: "day" | "hour") => async () => {
    const { total } = await readStatistics({ partnerId: id }, periodOf(zones, last - days * DAY, last - 1, by));
    expect(total.refused).toBe(days * KINDS);
  };
  await look(30, "day")();
  expect(await costOf(look(30, "day"))).toEqual({ entries: 60 * KINDS, rows: 0 });
  const ofHours = await costOf(look(7, "hour"));
  expect(ofHours.entries).toBe(14 * KINDS);
  expect(ofHours.rows, "else this would prove nothing").toBe(14 * KINDS);
});
