import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ZoneInForce } from "../core/local-calendar";
import type { LoginProtocol } from "../events/login-event";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { aPartner } from "../testing/fixtures";
import { type CountedEvent, countEverything, countOneByOne, insertEvents, periodOf } from "../testing/statistics";
import { bucketSizes, type Figures, PLATFORM, readStatistics, rollUpOnce, type StatisticsScope, verifyStatistics } from ".";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const DAY = 86_400_000;
const protocols: LoginProtocol[] = ["launch-token", "external-token", "signed-login", "paired-launch", "portal-link"];
const zones = [
  ...["UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York", "Europe/Madrid", "Pacific/Chatham", "America/Santiago"],
  ...["America/Sao_Paulo", "Pacific/Apia", "Asia/Tehran", "Asia/Kolkata", "America/St_Johns", "Africa/Casablanca", "Pacific/Kiritimati"],
];
// Both changes of the clocks of Lord Howe, New York and Madrid lie in here.
const START = Date.parse("2026-03-01T00:00:00Z");
const SPAN_DAYS = 60;

type Cast = { partnerId: string; history: ZoneInForce[]; subjects: Map<LoginProtocol, string>; users: string[]; ownUser: string };

async function aCast(zone: string, later: string | null): Promise<Cast> {
  const { id } = await aPartner({ timeZone: zone });
  const history = [{ fromMs: 0, zone }];
  if (later !== null) {
    const fromMs = periodOf(history, START + 20 * DAY, START + 20 * DAY, "day").endMs;
    await testPool().query("INSERT INTO partner_time_zones (partner_id, effective_from, zone) VALUES ($1, $2, $3)", [
      id,
      new Date(fromMs),
      later,
    ]);
    history.push({ fromMs, zone: later });
  }
  const users = Array.from({ length: 4 }, () => newId());
  return { partnerId: id, history, subjects: new Map(protocols.map((protocol) => [protocol, newId()])), users, ownUser: newId() };
}

const drawnEvent = fc.record({
  quarter: fc.integer({ min: 0, max: SPAN_DAYS * 96 - 1 }),
  second: fc.integer({ min: 0, max: 899 }),
  kind: fc.constantFrom("launch" as const, "login" as const, "login" as const, "login" as const),
  protocol: fc.constantFrom(...protocols),
  reason: fc.constantFrom("accepted", "accepted", "accepted", "accepted", "token_used", "token_expired"),
  test: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  user: fc.integer({ min: 0, max: 4 }),
  withSubject: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
});

function eventOf(
  { partnerId, subjects, users, ownUser }: Cast,
  drawn: typeof drawnEvent extends fc.Arbitrary<infer Of> ? Of : never,
): CountedEvent {
  const one = drawn.protocol === "paired-launch" || drawn.protocol === "portal-link";
  return {
    partnerId,
    atMs: START + drawn.quarter * 900_000 + drawn.second * 1000,
    kind: drawn.kind,
    protocol: drawn.protocol,
    reason: drawn.reason,
    test: drawn.test,
    subjectId: drawn.withSubject ? (subjects.get(drawn.protocol) ?? null) : null,
    endUserId: one ? ownUser : (users[drawn.user] ?? null),
  };
}

const figures = ({ launches, followed, entries, refused, uniqueUsers, tests }: Figures) => ({
  launches,
  followed,
  entries,
  refused,
  uniqueUsers,
  tests,
});

async function expectRight(events: readonly CountedEvent[], scope: StatisticsScope, history: ZoneInForce[], fromMs: number, toMs: number) {
  for (const by of bucketSizes) {
    const period = periodOf(history, fromMs, toMs, by);
    const told = await readStatistics(scope, period);
    const one = (startMs: number, endMs: number) => countOneByOne(events, scope, startMs, endMs);
    expect(figures(told.total)).toEqual(one(period.startMs, period.endMs));
    expect(figures(told.totalBefore)).toEqual(one(period.before.startMs, period.before.endMs));
    expect(told.buckets.map(figures)).toEqual(period.buckets.map(({ startMs, endMs }) => one(startMs, endMs)));
    expect(told.refusals.reduce((sum, { count }) => sum + count, 0)).toBe(told.total.refused);
  }
}

test("R16 whatever came in whichever order, counted in whichever batches, in whichever zone: every hour, day, week, month and total is what counting one by one gives", async () => {
  const allEvents: CountedEvent[] = [];
  let byTheJob = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(drawnEvent, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...zones),
      fc.option(fc.constantFrom(...zones)),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      fc.tuple(fc.integer({ min: 0, max: SPAN_DAYS }), fc.integer({ min: 0, max: 40 })),
      async (transactions, zone, later, counted, [from, length]) => {
        const cast = await aCast(zone, later);
        const events: CountedEvent[] = [];
        for (const [index, drawn] of transactions.entries()) {
          const some = drawn.map((one) => eventOf(cast, one));
          await insertEvents(some);
          events.push(...some);
          if (counted[index]) byTheJob += await rollUpOnce();
        }
        allEvents.push(...events);
        const [fromMs, toMs] = [START + from * DAY, START + (from + length) * DAY];
        const { partnerId, history, subjects } = cast;
        await expectRight(events, { partnerId }, history, fromMs, toMs);
        for (const protocol of protocols) {
          await expectRight(events, { partnerId, protocol }, history, fromMs, toMs);
          await expectRight(events, { partnerId, subjectId: subjects.get(protocol) }, history, fromMs, toMs);
        }
        await expectRight(allEvents, { partnerId: PLATFORM }, [{ fromMs: 0, zone: "UTC" }], fromMs, toMs);
        await expectRight(allEvents, { partnerId: PLATFORM, protocol: "external-token" }, [{ fromMs: 0, zone: "UTC" }], fromMs, toMs);
      },
    ),
    { numRuns: 15 },
  );
  expect(byTheJob).toBeGreaterThan(allEvents.length / 5);
  await countEverything();
  expect(await verifyStatistics(START - 400 * DAY, START + 400 * DAY)).toMatchObject({ events: allEvents.length, differences: 0 });
}, 180_000);
