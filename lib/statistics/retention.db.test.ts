import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureEventPartitions } from "../events/event-partitions";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { aPartner, auditOf, someone } from "../testing/fixtures";
import { aLogin, countEverything, insertEvents, periodOf } from "../testing/statistics";
import { NIL_ID } from "../id";
import {
  dropOldEvents,
  keptSince,
  monthsKept,
  monthsKeptInput,
  readStatistics,
  recountStatistics,
  setMonthsKept,
  verifyStatistics,
} from ".";

let database: TestDatabase;
let partnerId: string;
beforeAll(async () => {
  database = await testDatabase();
  await ensureEventPartitions(testPool(), new Date("2020-01-01T00:00:00Z"), 30);
});
afterAll(() => database.drop());
beforeEach(async () => {
  partnerId = (await aPartner({ timeZone: "Asia/Tokyo" })).id;
});

const NOW = new Date("2022-06-15T00:00:00Z");
const tokyo = [{ fromMs: 0, zone: "Asia/Tokyo" }];
const at = Date.parse;
const entriesOf = async (from: string, to: string) => (await readStatistics({ partnerId }, periodOf(tokyo, at(from), at(to), "day"))).total;
const partitions = async () =>
  (
    await testPool().query<{ name: string }>(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'login_events'::regclass AND inhrelid::regclass::text ~ '_202[0-9]_' ORDER BY 1",
    )
  ).rows.map(({ name }) => name);

test("what has not been counted is never dropped; what has goes by whole months, and its statistics stay", async () => {
  const user = newId();
  // Tokyo's 1 May begins on 30 April, 15:00 of UTC: that day has events in a month that goes and in one that stays.
  const times = ["2020-03-05T12:00:00Z", "2020-04-30T14:59:59Z", "2020-04-30T15:00:00Z", "2020-04-30T23:59:59Z", "2020-05-01T00:00:00Z", "2020-05-20T12:00:00Z"]; // prettier-ignore
  await insertEvents(times.map((time) => aLogin(partnerId, time, { endUserId: user })));
  expect(await dropOldEvents(NOW)).toEqual(["login_events_2020_01", "login_events_2020_02"]);
  expect(await entriesOf("2020-03-01T00:00:00Z", "2020-05-31T00:00:00Z")).toMatchObject({ entries: 6, uniqueUsers: 1 });

  await countEverything();
  expect(await dropOldEvents(NOW)).toEqual(["login_events_2020_03", "login_events_2020_04"]);
  expect((await partitions())[0]).toBe("login_events_2020_05");
  const { rows } = await testPool().query("SELECT count(*)::int AS n FROM login_events WHERE partner_id = $1", [partnerId]);
  expect(rows).toEqual([{ n: 2 }]);
  const stay = async () => {
    expect(await entriesOf("2020-03-01T00:00:00Z", "2020-05-31T00:00:00Z")).toMatchObject({ entries: 6, uniqueUsers: 1 });
    expect(await entriesOf("2020-05-01T00:00:00Z", "2020-05-01T00:00:00Z")).toMatchObject({ entries: 3 });
    expect(await verifyStatistics(at("2020-01-01T00:00:00Z"), at("2022-01-01T00:00:00Z"))).toMatchObject({
      differences: 0,
      events: 2,
      closedBefore: new Date("2020-05-01T00:00:00Z"),
    });
  };
  await stay();
  await recountStatistics();
  await stay();
});

test("old events of the default partition go too, once they are counted", async () => {
  await insertEvents([aLogin(partnerId, "2019-05-05T12:00:00Z"), aLogin(partnerId, "2021-05-05T12:00:00Z")]);
  const left = async () => (await testPool().query("SELECT FROM login_events WHERE partner_id = $1", [partnerId])).rowCount;
  await dropOldEvents(NOW);
  expect(await left()).toBe(2);
  await countEverything();
  await dropOldEvents(NOW);
  expect(await left()).toBe(1);
});

test("a month that somebody reads is left for later, and nobody waits for it longer than a moment", async () => {
  const client = await testPool().connect();
  await countEverything();
  try {
    await client.query("BEGIN");
    await client.query("SELECT FROM login_events_2020_05 LIMIT 1");
    const begun = performance.now();
    expect(await dropOldEvents(new Date("2022-12-15T00:00:00Z"))).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(1_000);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
  expect((await dropOldEvents(new Date("2022-12-15T00:00:00Z")))[0]).toBe("login_events_2020_05");
});

test("login events are kept for 25 months unless the operator says otherwise: 13 at the least, in whole months; it is told who said so", async () => {
  expect(await monthsKept()).toBe(25);
  for (const typed of ["12", "241", "13.5", "x"]) expect(monthsKeptInput.safeParse(typed).success).toBe(false);
  await setMonthsKept(13, someone);
  await setMonthsKept(13, someone);
  expect(await monthsKept()).toBe(13);
  const told = (await auditOf(NIL_ID)).filter(({ action }) => action === "platform.login_events_kept_set");
  expect(told).toMatchObject([{ after: { months: 13 } }]);
  expect(keptSince(13, new Date("2026-01-31T23:59:59Z"))).toEqual(new Date("2024-12-01T00:00:00Z"));
});
