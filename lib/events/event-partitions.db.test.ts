import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { ensureEventPartitions } from "./event-partitions";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function partitions(year: number): Promise<string[]> {
  const { rows } = await testPool().query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'login_events'::regclass AND inhrelid::regclass::text LIKE $1 ORDER BY 1",
    [`login_events_${year}%`],
  );
  return rows.map(({ name }) => name);
}

async function eventAt(at: string): Promise<string> {
  const id = newId();
  await testPool().query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, request_id) VALUES ($1, $2, $1, 'login', 'launch-token', 'refused', 'token_used', $1)`,
    [id, at],
  );
  const { rows } = await testPool().query<{ name: string }>("SELECT tableoid::regclass::text AS name FROM login_events WHERE id = $1", [
    id,
  ]);
  return rows[0]?.name ?? "";
}

test("the months that were asked for get a partition each, over the turn of the year, in UTC", async () => {
  // In a zone east of Greenwich this instant is in December already.
  await ensureEventPartitions(testPool(), new Date("2030-11-30T23:59:59Z"), 3);
  expect([...(await partitions(2030)), ...(await partitions(2031))]).toEqual([
    "login_events_2030_11",
    "login_events_2030_12",
    "login_events_2031_01",
  ]);
  expect(await eventAt("2030-12-01T00:00:00Z")).toBe("login_events_2030_12");
  expect(await eventAt("2030-12-31T23:59:59.999Z")).toBe("login_events_2030_12");
});

test("any number of processes may ask at once and again", async () => {
  await Promise.all(Array.from({ length: 8 }, () => ensureEventPartitions(testPool(), new Date("2032-03-15T00:00:00Z"), 4)));
  await ensureEventPartitions(testPool(), new Date("2032-03-15T00:00:00Z"), 4);
  expect(await partitions(2032)).toHaveLength(4);
});

test("a month whose events are in the default partition already is left there, and the others are made", async () => {
  expect(await eventAt("2033-02-10T00:00:00Z")).toBe("login_events_default");
  await ensureEventPartitions(testPool(), new Date("2033-01-01T00:00:00Z"), 3);
  expect(await partitions(2033)).toEqual(["login_events_2033_01", "login_events_2033_03"]);
  expect(await eventAt("2033-02-11T00:00:00Z")).toBe("login_events_default");
});

function failing(code: string): Parameters<typeof ensureEventPartitions>[0] {
  return { query: () => Promise.reject(Object.assign(new Error("refused"), { code })) };
}

test("a role that does not own the table goes on: its events land in the default partition", async () => {
  await expect(ensureEventPartitions(failing("42501"), new Date("2034-01-01T00:00:00Z"), 1)).resolves.toBeUndefined();
});

test("what is no race is an error", async () => {
  await expect(ensureEventPartitions(failing("42601"), new Date("2034-01-01T00:00:00Z"), 1)).rejects.toThrow("refused");
});
