import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId, NIL_ID } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { aPartner } from "../testing/fixtures";
import { aLogin, type CountedEvent, countEverything, insertEvents, periodOf } from "../testing/statistics";
import { PLATFORM, pruneVisits, readStatistics, recountStatistics, rollUpOnce, verifyStatistics } from ".";

let database: TestDatabase;
let partnerId: string;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  partnerId = (await aPartner()).id;
});

const DAY = 86_400_000;
const [from, to] = [Date.parse("2026-01-01T00:00:00Z"), Date.parse("2026-12-31T00:00:00Z")];
const utc = [{ fromMs: 0, zone: "UTC" }];
const verified = () => verifyStatistics(from, to);
const total = async (ofPartner = partnerId, days = [from, to] as const) =>
  (await readStatistics({ partnerId: ofPartner }, periodOf(utc, days[0], days[1], "month"))).total;
const logins = (count: number, at = "2026-05-05T12:00:00Z"): CountedEvent[] => Array.from({ length: count }, () => aLogin(partnerId, at));

/** A second connection, for what happens at the same time. */
async function another<Value>(work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test("R17 two who count at once count each event once", async () => {
  for (let round = 0; round < 5; round += 1) {
    await insertEvents(logins(20));
    await Promise.allSettled([rollUpOnce(), rollUpOnce(), rollUpOnce()]);
  }
  await countEverything();
  expect(await total()).toMatchObject({ entries: 100, uniqueUsers: 100 });
  expect(await verified()).toMatchObject({ differences: 0 });
});

test("R17 they would count double if the progress were not moved on with what is counted: verify finds it, a recount mends it", async () => {
  await insertEvents(logins(20));
  await testPool().query("CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.xact := OLD.xact; RETURN NEW; END'");
  await testPool().query("CREATE TRIGGER forget BEFORE UPDATE ON statistic_progress FOR EACH ROW EXECUTE FUNCTION forget()");
  try {
    while ((await rollUpOnce()) === 0) await sleep(50);
    await rollUpOnce();
  } finally {
    await testPool().query("DROP TRIGGER forget ON statistic_progress; DROP FUNCTION forget()");
  }
  expect((await verified()).differences).toBeGreaterThan(0);
  await recountStatistics();
  await countEverything();
  expect(await verified()).toMatchObject({ differences: 0 });
  expect((await total()).entries).toBe(20);
});

test("R17 whoever counts can be ended at any point: what was counted afterwards is what there was", async () => {
  let ended = 0;
  for (let round = 0; round < 25; round += 1) {
    await insertEvents(logins(40, `2026-06-0${1 + (round % 9)}T12:00:00Z`));
    const counting = rollUpOnce().catch(() => (ended += 1));
    await sleep(round);
    await another((client) =>
      client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'latchkey-statistics' AND datname = current_database()",
      ),
    );
    await counting;
  }
  expect(ended).toBeGreaterThan(2);
  await countEverything();
  expect(await total()).toMatchObject({ entries: 1000, uniqueUsers: 1000 });
  expect(await verified()).toMatchObject({ differences: 0 });
}, 60_000);

test("R17 an event whose transaction ends late is seen at once and counted once; one that is undone never is", async () => {
  await another(async (late) => {
    await another(async (undone) => {
      for (const client of [late, undone]) {
        await client.query("BEGIN");
        await insertEvents(logins(1), client);
      }
      await insertEvents(logins(3));
      for (let tick = 0; tick < 3; tick += 1) await rollUpOnce();
      expect((await total()).entries).toBe(3);
      await late.query("COMMIT");
      expect((await total()).entries).toBe(4);
      await undone.query("ROLLBACK");
    });
  });
  await countEverything();
  expect((await total()).entries).toBe(4);
  expect(await verified()).toMatchObject({ differences: 0 });
});

test("more than a round is counted in several, a transaction of more than that in one", async () => {
  const many = (n: number) =>
    testPool().query(
      `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, end_user_id, request_id)
       SELECT $1, '2026-07-01T00:00:00Z'::timestamptz + n * interval '1 minute', gen_random_uuid(), 'login', 'external-token', 'accepted', 'accepted',
              md5((n % 977)::text)::uuid, gen_random_uuid() FROM generate_series(1, $2::int) n`,
      [partnerId, n],
    );
  await countEverything();
  await many(23_000);
  for (let i = 0; i < 4; i += 1) await many(8_000);
  const rounds: number[] = [];
  for (let events = await rollUpOnce(); rounds.reduce((sum, n) => sum + n, 0) + events < 55_000; events = await rollUpOnce()) {
    if (events > 0) rounds.push(events);
    else await sleep(50);
  }
  expect(rounds).toEqual([23_000, 16_000]);
  expect(await total()).toMatchObject({ entries: 55_000, uniqueUsers: 977 });
  expect(await verified()).toMatchObject({ differences: 0 });
}, 60_000);

test("attempts that nobody can be told for count for the platform alone; those of a partner for both", async () => {
  await countEverything();
  const [before, mine] = [await total(PLATFORM), { at: "2026-08-08T08:00:00Z" }];
  await insertEvents([aLogin(NIL_ID, mine.at, { reason: "bearer_unknown", endUserId: null }), aLogin(partnerId, mine.at)]);
  for (const counted of [false, true]) {
    if (counted) await countEverything();
    expect(await total()).toMatchObject({ refused: 0, entries: 1 });
    expect(await total(PLATFORM)).toMatchObject({ refused: before.refused + 1, entries: before.entries + 1 });
  }
});

test("R16 a change of zone alters no day that is over", async () => {
  const { id } = await aPartner({ timeZone: "Asia/Kathmandu" });
  const old = [{ fromMs: 0, zone: "Asia/Kathmandu" }];
  const period = periodOf(old, Date.parse("2026-04-01T00:00:00Z"), Date.parse("2026-04-10T00:00:00Z"), "day");
  const user = newId();
  await insertEvents(
    period.days
      .flatMap(({ startMs, endMs }) => [startMs, endMs - 1])
      .map((at) => aLogin(id, new Date(at).toISOString(), { endUserId: user })),
  );
  const before = await readStatistics({ partnerId: id }, period);
  await countEverything();
  await testPool().query("INSERT INTO partner_time_zones (partner_id, effective_from, zone) VALUES ($1, $2, 'America/New_York')", [
    id,
    new Date(period.endMs),
  ]);
  await insertEvents([aLogin(id, new Date(period.endMs).toISOString()), aLogin(id, new Date(period.endMs + 3 * DAY).toISOString())]);
  await countEverything();
  const after = await readStatistics({ partnerId: id }, period);
  expect(after.buckets).toEqual(before.buckets);
  expect(after.buckets.map(({ entries, uniqueUsers }) => [entries, uniqueUsers])).toEqual(period.days.map(() => [2, 1]));
  expect(await verified()).toMatchObject({ differences: 0 });
});

test("a login that comes weeks late is placed exactly, though the visits of that time are pruned", async () => {
  const user = newId();
  const at = (date: string) => aLogin(partnerId, `2026-${date}T10:00:00Z`, { endUserId: user });
  await insertEvents([at("02-01"), at("02-03"), at("02-10"), at("03-01"), at("03-20")]);
  await countEverything();
  const nowMs = Date.parse("2026-04-01T00:00:00Z");
  for (let cursor = await pruneVisits(null, nowMs); cursor !== null;) cursor = await pruneVisits(cursor, nowMs);
  const { rows } = await testPool().query("SELECT DISTINCT day FROM statistic_people, unnest(days) AS day WHERE end_user_id = $1", [user]);
  expect(rows).toHaveLength(1);
  await insertEvents([at("02-05"), at("03-10"), at("03-31")]);
  await countEverything();
  expect(await verified()).toMatchObject({ differences: 0 });
  const february = [Date.parse("2026-02-02T00:00:00Z"), Date.parse("2026-02-28T00:00:00Z")] as const;
  expect(await total(partnerId, february)).toMatchObject({ entries: 3, uniqueUsers: 1 });
});

test("while months are caught up with, of each person few visits are kept, and who comes late in between is still placed exactly", async () => {
  const user = newId();
  const comesDaily = (from: string, days: number) =>
    Array.from({ length: days }, (_, day) =>
      aLogin(partnerId, new Date(Date.parse(from) + day * DAY).toISOString(), { endUserId: user, protocol: "external-token" }),
    );
  await countEverything();
  for (let month = 1; month <= 3; month += 1) {
    await insertEvents(comesDaily(`2026-0${month}-01T12:00:00Z`, 28));
    await insertEvents(logins(20_000, `2026-0${month}-28T13:00:00Z`));
  }
  await insertEvents(comesDaily("2026-04-01T12:00:00Z", 28));
  await countEverything();
  const kept = async () => {
    const { rows } = await testPool().query<{ n: number }>("SELECT cardinality(days) AS n FROM statistic_people WHERE partner_id = $1 AND end_user_id = $2", [partnerId, user]); // prettier-ignore
    return rows[0]?.n ?? 0;
  };
  // Two scopes, as no subject is told: April, and what came three days before the last full round.
  expect(await kept()).toBeLessThan(2 * 40);
  expect(await verified()).toMatchObject({ differences: 0 });
  await insertEvents([
    aLogin(partnerId, "2026-01-30T12:00:00Z", { endUserId: user }),
    aLogin(partnerId, "2026-02-10T18:00:00Z", { endUserId: user }),
  ]);
  await countEverything();
  expect(await verified()).toMatchObject({ differences: 0 });
}, 60_000);

test("in a restored database, whose transaction numbers begin anew, nothing is lost and nothing counted twice", async () => {
  await insertEvents(logins(3));
  await countEverything();
  // As it is after a dump of a cluster that has seen more transactions: numbers above all that this one has given.
  const far = 4_000_000_000;
  await testPool().query("UPDATE statistic_progress SET xact = $1::text::xid8, counted_at = '2026-05-05T13:00:00Z'", [String(far)]);
  await insertEvents(logins(4, "2026-05-05T14:00:00Z"));
  await testPool().query("UPDATE login_events SET xact = $2::text::xid8 WHERE partner_id = $1 AND at = '2026-05-05T14:00:00Z'", [
    partnerId,
    String(far + 5),
  ]);
  await insertEvents(logins(5, "2026-05-05T15:00:00Z"));
  await countEverything();
  await insertEvents(logins(6, "2026-05-05T16:00:00Z"));
  expect((await total()).entries).toBe(18);
  await countEverything();
  expect((await total()).entries).toBe(18);
  expect(await verifyStatistics(Date.parse("2026-05-05T00:00:00Z"), Date.parse("2026-05-06T00:00:00Z"))).toMatchObject({ differences: 0 });
});
