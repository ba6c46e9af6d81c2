import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { setClock } from "../clock";
import { nextMidnight } from "../core/local-day";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, anEndUser, aPartner, granted, someone } from "../testing/fixtures";
import { sold } from "../testing/sold";
import { closeMonth, findStatement, listMonths, nextToClose } from ".";
import { asking, standingOf } from "./store";

let database: TestDatabase;
let restoreClock: () => void = () => undefined;
let endUserId: string;
beforeAll(async () => {
  database = await testDatabase();
  endUserId = (await anEndUser()).id;
});
afterAll(() => database.drop());
afterEach(() => restoreClock());

const START = Date.parse("2026-01-10T00:00:00Z");
const END = Date.parse("2026-06-20T00:00:00Z");
// Far apart, on half and three quarters of an hour, and both sides of the date line.
const zones = [
  "UTC",
  "Asia/Kathmandu",
  "America/New_York",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Australia/Lord_Howe",
  "Europe/Warsaw",
];
const instant = fc.integer({ min: START, max: END });
const history = fc.record({
  first: fc.constantFrom(...zones),
  changes: fc.uniqueArray(fc.record({ around: instant, zone: fc.constantFrom(...zones) }), {
    maxLength: 3,
    selector: ({ around }) => Math.floor(around / 2e8),
  }),
  sales: fc.array(
    fc.record({
      at: instant,
      refundAfter: fc.option(fc.integer({ min: 0, max: 5e9 })),
      minor: fc.integer({ min: 1, max: 9999 }),
      currency: fc.constantFrom("EUR", "JPY"),
      share: fc.constantFrom(7000, 3333),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

async function aPartnerOf({ first, changes, sales }: typeof history extends fc.Arbitrary<infer Drawn> ? Drawn : never) {
  const { id: partnerId } = await aPartner({ timeZone: first });
  let zone = first;
  for (const change of changes.toSorted((left, right) => left.around - right.around)) {
    await testPool().query("INSERT INTO partner_time_zones VALUES ($1, $2, $3)", [
      partnerId,
      new Date(nextMidnight(zone, change.around)),
      change.zone,
    ]);
    zone = change.zone;
  }
  const app = await anApp(partnerId, { price: { minor: 499, currency: "EUR" } });
  for (const { at, refundAfter, minor, currency, share } of sales) {
    const refundedAt = refundAfter === null || at + refundAfter > END ? undefined : new Date(at + refundAfter);
    await sold({ partnerId, appId: app.id, endUserId, at: new Date(at), refundedAt, minor, currency, shareBasisPoints: share });
  }
  return partnerId;
}

test("through any changes of zone the statements hold every sale and refund exactly once, while they accrue and when closed", async () => {
  restoreClock = setClock(() => END);
  await fc.assert(
    fc.asyncProperty(history, async (drawn) => {
      const partnerId = await aPartnerOf(drawn);
      const calendar = await partnerCalendar(partnerId);
      const expected = await ledger(partnerId);
      const statements = async () => {
        const months = await listMonths(partnerId, calendar);
        return Promise.all(
          months.map(async ({ month, totals }) => {
            const statement = granted(await findStatement(partnerId, month, calendar));
            expect(statement.totals).toEqual(totals);
            return statement;
          }),
        );
      };
      const told = async () =>
        (await statements())
          .flatMap(({ entries }) => entries)
          .map((entry) => `${entry.purchaseId} ${entry.kind} ${entry.amountMinor}`)
          .sort();
      expect(await told()).toEqual(expected);
      for (const { from, to, parts } of await statements()) {
        expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([from, to]);
        parts.slice(1).forEach((part, index) => expect(part.from).toEqual(parts[index]?.to));
      }
      for (;;) {
        const standing = await standingOf(asking, partnerId);
        const next = standing && nextToClose(calendar, standing.oldestOpen, standing.lastClosed);
        if (!next || !(await closeMonth(partnerId, next, calendar, someone)).ok) break;
        expect(await told()).toEqual(expected);
      }
      const closed = (await statements()).filter(({ state }) => state === "closed");
      closed
        .toReversed()
        .slice(1)
        .forEach((statement, index) => expect(statement.from >= (closed.toReversed()[index]?.to ?? 0)).toBe(true));
    }),
    { numRuns: 25 },
  );
  // Hundreds of statements are made and closed: seconds, but not on a machine that is at work elsewhere.
}, 120_000);

async function ledger(partnerId: string): Promise<string[]> {
  const { rows } = await testPool().query<{ id: string; price_minor: number; refunded: boolean }>(
    "SELECT id, price_minor, refunded_at IS NOT NULL AS refunded FROM purchases WHERE partner_id = $1",
    [partnerId],
  );
  return rows
    .flatMap(({ id, price_minor: minor, refunded }) => [`${id} sale ${minor}`, ...(refunded ? [`${id} refund ${-minor}`] : [])])
    .sort();
}
