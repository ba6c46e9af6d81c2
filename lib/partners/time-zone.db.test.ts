import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { setClock } from "../clock";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { aPartner, auditOf, granted, someone } from "../testing/fixtures";
import { partnerSummary, scheduleTimeZone } from ".";

let database: TestDatabase;
let restoreClock: () => void = () => undefined;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(() => restoreClock());

function at(instant: string): void {
  restoreClock = setClock(() => Date.parse(instant));
}

async function zoneOf(id: string) {
  const summary = await partnerSummary(id);
  return {
    now: summary?.timeZone,
    next: summary?.scheduledTimeZone && `${summary.scheduledTimeZone.zone} ${summary.scheduledTimeZone.from.toISOString()}`,
  };
}

test("a new zone takes effect at the next midnight of the old one, to the millisecond", async () => {
  const { id } = await aPartner({ timeZone: "Europe/Warsaw" });
  at("2026-06-10T09:00:00Z");
  granted(await scheduleTimeZone(id, "America/New_York", someone));
  at("2026-06-10T21:59:59.999Z");
  expect(await zoneOf(id)).toEqual({ now: "Europe/Warsaw", next: "America/New_York 2026-06-10T22:00:00.000Z" });
  at("2026-06-10T22:00:00.000Z");
  expect(await zoneOf(id)).toEqual({ now: "America/New_York", next: null });
});

for (const [what, zone, instant, midnight] of [
  ["the 23-hour day in spring", "Europe/Warsaw", "2026-03-28T23:30:00Z", "2026-03-29T22:00:00.000Z"],
  ["the 25-hour day in autumn", "Europe/Warsaw", "2026-10-24T22:30:00Z", "2026-10-25T23:00:00.000Z"],
  ["a zone on three quarters of an hour", "Asia/Kathmandu", "2026-06-10T12:00:00Z", "2026-06-10T18:15:00.000Z"],
  ["a day whose midnight is skipped", "America/Santiago", "2026-09-06T01:00:00Z", "2026-09-06T04:00:00.000Z"],
] as const) {
  test(`the change waits for the right midnight on ${what}`, async () => {
    const { id } = await aPartner({ timeZone: zone });
    at(instant);
    expect(granted(await scheduleTimeZone(id, "UTC", someone)).scheduled?.from.toISOString()).toBe(midnight);
  });
}

test("a later choice of the same day replaces the first; the zone in force takes it back", async () => {
  at("2026-06-10T09:00:00Z");
  const { id } = await aPartner({ timeZone: "Europe/Warsaw" });
  granted(await scheduleTimeZone(id, "America/New_York", someone));
  granted(await scheduleTimeZone(id, "Asia/Tokyo", someone));
  expect((await zoneOf(id)).next).toBe("Asia/Tokyo 2026-06-10T22:00:00.000Z");
  expect(granted(await scheduleTimeZone(id, "Europe/Warsaw", someone)).scheduled).toBeNull();
  expect(await zoneOf(id)).toEqual({ now: "Europe/Warsaw", next: null });
  const { rows } = await testPool().query("SELECT 1 FROM partner_time_zones WHERE partner_id = $1", [id]);
  expect(rows).toHaveLength(1);
  expect((await auditOf(id)).map(({ action }) => action).slice(1)).toEqual(Array(3).fill("partner.time_zone_scheduled"));
});

test("choosing the zone in force again changes nothing and tells nothing", async () => {
  const { id } = await aPartner({ timeZone: "Europe/Warsaw" });
  granted(await scheduleTimeZone(id, "Europe/Warsaw", someone));
  expect(await auditOf(id)).toHaveLength(1);
});

test("a change that has come into force stays in the history when the next one is made", async () => {
  const { id } = await aPartner({ timeZone: "Europe/Warsaw" });
  at("2026-06-10T09:00:00Z");
  granted(await scheduleTimeZone(id, "America/New_York", someone));
  at("2026-06-12T09:00:00Z");
  granted(await scheduleTimeZone(id, "Asia/Tokyo", someone));
  const { rows } = await testPool().query("SELECT zone FROM partner_time_zones WHERE partner_id = $1 ORDER BY effective_from", [id]);
  expect(rows.map((row: { zone: string }) => row.zone)).toEqual(["Europe/Warsaw", "America/New_York", "Asia/Tokyo"]);
  expect((await zoneOf(id)).next).toBe("Asia/Tokyo 2026-06-13T04:00:00.000Z");
});

test("of several choices at once one is scheduled", async () => {
  const { id } = await aPartner({ timeZone: "Europe/Warsaw" });
  const outcomes = await Promise.all(
    ["Asia/Tokyo", "America/New_York", "Asia/Kathmandu"].map((zone) => scheduleTimeZone(id, zone, someone)),
  );
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
  const { rows } = await testPool().query("SELECT 1 FROM partner_time_zones WHERE partner_id = $1", [id]);
  expect(rows).toHaveLength(2);
});

test("zones and partners that are not there are refused", async () => {
  const { id } = await aPartner();
  for (const zone of ["Mars/Base", "+02:00", "posix/Europe/Warsaw", "CEST"])
    expect(await scheduleTimeZone(id, zone, someone)).toEqual({ ok: false, reason: "time_zone_unknown" });
  for (const unknown of [newId(), "acme"])
    expect(await scheduleTimeZone(unknown, "UTC", someone)).toEqual({ ok: false, reason: "partner_unknown" });
});
