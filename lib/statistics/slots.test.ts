import fc from "fast-check";
import { expect, test } from "vitest";
import { localCalendar } from "../core/local-calendar";
import { timeZones } from "../core/local-day";
import { slotsOf } from "./slots";

const QUARTER_MS = 900_000;

test("R16 every quarter of two years falls into the day and the hour that its zone's clocks show, in every zone", () => {
  fc.assert(
    fc.property(fc.constantFrom(...timeZones()), fc.integer({ min: 0, max: 700 }), (zone, day) => {
      const calendar = localCalendar([{ fromMs: 0, zone }]);
      const first = Date.parse("2025-01-01T00:00:00Z") / QUARTER_MS + day * 96;
      const quarters = Array.from({ length: 3 * 96 }, (_, index) => ({ partnerId: "one", quarter: first + index }));
      const slots = slotsOf(new Map([["one", calendar]]), quarters);
      expect(slots.quarters).toHaveLength(quarters.length);
      for (const [index, { quarter }] of quarters.entries()) {
        const local = calendar.dayAt(quarter * QUARTER_MS);
        const hour = calendar.hoursOf(local)[slots.hours[index] ?? -1];
        expect([slots.days[index], slots.startsAt[index]?.getTime()]).toEqual([local.number, local.startMs]);
        // A whole quarter lies in one hour, whatever the zone.
        expect(hour && hour.startMs <= quarter * QUARTER_MS && hour.endMs >= (quarter + 1) * QUARTER_MS).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test("of days that began before an instant there is no slot", () => {
  const calendars = new Map([["one", localCalendar([{ fromMs: 0, zone: "Asia/Tokyo" }])]]);
  const sinceMs = Date.parse("2026-05-01T00:00:00Z");
  const quarters = ["2026-04-30T15:00:00Z", "2026-05-01T14:45:00Z", "2026-05-01T15:00:00Z"].map((at) => ({
    partnerId: "one",
    quarter: Date.parse(at) / QUARTER_MS,
  }));
  expect(slotsOf(calendars, quarters, sinceMs).quarters).toEqual([quarters[2]?.quarter]);
});
