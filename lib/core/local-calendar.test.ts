import fc from "fast-check";
import { expect, test } from "vitest";
import { timeZones } from "./local-day";
import { type LocalCalendar, localCalendar } from "./local-calendar";

const HOUR = 3_600_000;
const ms = (iso: string) => Date.parse(iso);
const iso = (at: number) => new Date(at).toISOString();
const calendarOf = (zone: string) => localCalendar([{ fromMs: 0, zone }]);
const lengths = (calendar: LocalCalendar, from: string, to: string) =>
  calendar.daysBetween(ms(from), ms(to)).map(({ date, startMs, endMs }) => [date, (endMs - startMs) / HOUR]);

test.each([
  ["Europe/Warsaw", "2026-03-29T12:00:00Z", "2026-03-29", 23],
  ["Europe/Warsaw", "2026-10-25T12:00:00Z", "2026-10-25", 25],
  ["Australia/Lord_Howe", "2026-04-05T00:00:00Z", "2026-04-05", 24.5],
  ["Australia/Lord_Howe", "2026-10-04T00:00:00Z", "2026-10-04", 23.5],
  ["Pacific/Chatham", "2026-04-05T00:00:00Z", "2026-04-05", 25],
  ["Asia/Kathmandu", "2026-04-05T00:00:00Z", "2026-04-05", 24],
  ["Asia/Tehran", "2022-03-22T12:00:00Z", "2022-03-22", 23],
  ["Asia/Tehran", "2026-03-22T12:00:00Z", "2026-03-22", 24],
  ["America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04", 23],
])("in %s the day of %s is %s and has %f hours", (zone, at, date, hours) => {
  const day = calendarOf(zone).dayAt(ms(at));
  expect([day.date, (day.endMs - day.startMs) / HOUR, day.cut]).toEqual([date, hours, false]);
});

test("Apia has no 30 December 2011: the 31st follows the 29th, and the numbers of the days go on rising", () => {
  const days = calendarOf("Pacific/Apia").daysBetween(ms("2011-12-29T12:00:00Z"), ms("2012-01-01T00:00:00Z"));
  expect(days.map(({ date }) => date)).toEqual(["2011-12-29", "2011-12-31", "2012-01-01"]);
  expect(days.map(({ number }, index) => number > (days[index - 1]?.number ?? 0))).toEqual([true, true, true]);
});

test("the hours of a day begin where its clocks show a whole hour, or are changed", () => {
  const hours = (zone: string, at: string) => {
    const calendar = calendarOf(zone);
    return calendar.hoursOf(calendar.dayAt(ms(at))).map(({ startMs, endMs }) => [iso(startMs).slice(11, 16), (endMs - startMs) / HOUR]);
  };
  expect(hours("Asia/Kathmandu", "2026-04-05T00:00:00Z").slice(0, 2)).toEqual([["18:15", 1], ["19:15", 1]]); // prettier-ignore
  expect(hours("Europe/Warsaw", "2026-03-29T12:00:00Z")).toHaveLength(23);
  expect(hours("Europe/Warsaw", "2026-10-25T12:00:00Z")).toHaveLength(25);
  // 01:00, 01:30 again after the clocks went back by half an hour, 02:00
  expect(hours("Australia/Lord_Howe", "2026-04-05T00:00:00Z").slice(0, 4)).toEqual([["13:00", 1], ["14:00", 1], ["15:00", 0.5], ["15:30", 1]]); // prettier-ignore
});

test("after a change of zone the days go on without a gap: the first is cut, and the same date may come twice", () => {
  // At midnight in Kiritimati (UTC+14) it is 22:00 two dates before in Pago Pago (UTC−11).
  const change = ms("2026-11-01T10:00:00Z");
  const calendar = localCalendar([
    { fromMs: 0, zone: "Pacific/Kiritimati" },
    { fromMs: change, zone: "Pacific/Pago_Pago" },
  ]);
  const days = calendar.daysBetween(ms("2026-10-31T12:00:00Z"), ms("2026-11-02T12:00:00Z"));
  expect(days.map(({ date, cut, startMs, endMs }) => [date, cut, (endMs - startMs) / HOUR])).toEqual([
    ["2026-11-01", false, 24],
    ["2026-10-31", true, 1],
    ["2026-11-01", false, 24],
    ["2026-11-02", false, 24],
  ]);
  expect(days.map(({ countedAs }) => countedAs)).toEqual(["2026-11-01", "2026-11-01", "2026-11-01", "2026-11-02"]);
  // What was November already stays November.
  expect(calendar.month("2026-11")).toEqual({
    startMs: ms("2026-10-31T10:00:00Z"),
    endMs: ms("2026-12-01T11:00:00Z"),
    parts: [
      { zone: "Pacific/Kiritimati", startMs: ms("2026-10-31T10:00:00Z"), endMs: change },
      { zone: "Pacific/Pago_Pago", startMs: change, endMs: ms("2026-12-01T11:00:00Z") },
    ],
  });
});

test("a change of zone to the east leaves dates out, and no instant", () => {
  const change = ms("2026-10-31T11:00:00Z");
  const calendar = localCalendar([
    { fromMs: 0, zone: "Pacific/Pago_Pago" },
    { fromMs: change, zone: "Pacific/Kiritimati" },
  ]);
  expect(lengths(calendar, "2026-10-30T12:00:00Z", "2026-11-02T00:00:00Z")).toEqual([
    ["2026-10-30", 24],
    ["2026-11-01", 23],
    ["2026-11-02", 24],
  ]);
  expect(calendar.month("2026-10").endMs).toBe(change);
  expect(calendar.month("2026-11").startMs).toBe(change);
});

test("in every zone, and across every change of zone, days and their hours follow one another without gap or overlap, on quarters of an hour", () => {
  const zone = fc.constantFrom(...timeZones());
  const start = fc.integer({ min: ms("2024-01-01T00:00:00Z"), max: ms("2027-01-01T00:00:00Z") });
  fc.assert(
    fc.property(zone, zone, start, (first, second, at) => {
      const changeMs = calendarOf(first).dayAt(at).endMs;
      const calendar = localCalendar([
        { fromMs: 0, zone: first },
        { fromMs: changeMs, zone: second },
      ]);
      const days = calendar.daysBetween(at - 72 * HOUR, changeMs + 72 * HOUR);
      let before = days[0]?.startMs ?? 0;
      let number = Number.NEGATIVE_INFINITY;
      for (const day of days) {
        expect(day.startMs).toBe(before);
        expect(day.number).toBeGreaterThan(number);
        const hours = calendar.hoursOf(day);
        expect(hours[0]?.startMs).toBe(day.startMs);
        for (const hour of hours) {
          expect(hour.startMs).toBe(before);
          expect(hour.startMs % 900_000).toBe(0);
          before = hour.endMs;
        }
        expect(before).toBe(day.endMs);
        number = day.number;
      }
    }),
    { numRuns: 150 },
  );
}, 30_000);

test("in every zone the months of two years follow one another, and each begins with a day", () => {
  for (const zone of timeZones()) {
    const calendar = calendarOf(zone);
    let before = calendar.month("2025-12").endMs;
    for (const year of ["2026", "2027"]) {
      for (let month = 1; month <= 12; month += 1) {
        const { startMs, endMs } = calendar.month(`${year}-${String(month).padStart(2, "0")}`);
        expect(startMs).toBe(before);
        expect(calendar.dayAt(startMs).startMs).toBe(startMs);
        before = endMs;
      }
    }
  }
}, 30_000);
