import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localCalendar } from "../core/local-calendar";
import { timeZones } from "../core/local-day";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { aLogin, countEverything, insertEvents } from "../testing/statistics";

const FROM = Date.parse("2025-01-01T00:00:00Z");
const TO = Date.parse("2027-01-01T00:00:00Z");
const EVENTS = 40;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Row = { day: number; starts_at: Date; count: number; hours: number[] };

/** Instants of two years, most of them about a change of the clocks where the zone has some. */
function instants(zone: string): number[] {
  const calendar = localCalendar([{ fromMs: 0, zone }]);
  const odd = calendar.daysBetween(FROM, TO).filter(({ startMs, endMs }) => endMs - startMs !== 86_400_000);
  const near =
    odd.length === 0
      ? []
      : [fc.constantFrom(...odd).chain(({ startMs, endMs }) => fc.integer({ min: startMs - 7_200_000, max: endMs + 7_200_000 }))];
  return fc.sample(fc.oneof(fc.integer({ min: FROM, max: TO - 1 }), ...near), { numRuns: EVENTS, seed: zone.length });
}

test("R16 in every IANA zone, the hours of two years, their days and their months each add up to the events, and every event is in the day that its clocks showed", async () => {
  const zones = timeZones().map((zone) => ({ zone, partnerId: newId(), atMs: instants(zone) }));
  await testPool().query(
    "INSERT INTO partners (id, name, slug) SELECT id, name, 'zone-' || id FROM unnest($1::uuid[], $2::text[]) AS z(id, name)",
    [zones.map(({ partnerId }) => partnerId), zones.map(({ zone }) => zone)],
  );
  await testPool().query(
    "INSERT INTO partner_time_zones (partner_id, effective_from, zone) SELECT id, 'epoch', zone FROM unnest($1::uuid[], $2::text[]) AS z(id, zone)",
    [zones.map(({ partnerId }) => partnerId), zones.map(({ zone }) => zone)],
  );
  const events = zones.flatMap(({ partnerId, atMs }) => atMs.map((at) => aLogin(partnerId, new Date(at).toISOString())));
  await insertEvents(events);
  await countEverything();
  for (const { zone, partnerId, atMs } of zones) {
    const { rows } = await testPool().query<Row>(
      "SELECT day, starts_at, count, hours FROM statistic_counts WHERE partner_id = $1 AND scope_id = '00000000-0000-0000-0000-000000000000' ORDER BY day",
      [partnerId],
    );
    // What the machine's own formatting of dates says, which knows nothing of our calendar.
    const wall = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    const byDate = new Map<string, number>();
    for (const at of atMs) byDate.set(wall.format(at), (byDate.get(wall.format(at)) ?? 0) + 1);
    expect(new Map(rows.map(({ starts_at: start, count }) => [wall.format(start), count])), zone).toEqual(new Map([...byDate].sort()));
    expect(
      rows.map(({ hours }) => sum(hours)),
      zone,
    ).toEqual(rows.map(({ count }) => count));
    expect(sum(rows.map(({ count }) => count)), zone).toBe(EVENTS);
    expect(countByMonth(zone, rows), zone).toEqual(
      countByMonth(
        zone,
        atMs.map((at) => ({ starts_at: new Date(at), count: 1 })),
      ),
    );
  }
}, 60_000);

/** How many lie between the beginning of each month and that of the next. */
function countByMonth(zone: string, rows: readonly Pick<Row, "starts_at" | "count">[]): number[] {
  const calendar = localCalendar([{ fromMs: 0, zone }]);
  const months = [2025, 2026].flatMap((year) => Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}`));
  return ["2024-12", ...months, "2027-01"].map((name) => {
    const { startMs, endMs } = calendar.month(name);
    return sum(rows.filter(({ starts_at: at }) => at.getTime() >= startMs && at.getTime() < endMs).map(({ count }) => count));
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
