import fc from "fast-check";
import { expect, test } from "vitest";
import { type LocalCalendar, localCalendar } from "@/lib/core/local-calendar";
import { timeZones } from "@/lib/core/local-day";
import { cutDays, daysOfDates, isPart, noteOfDay } from "./cut-period";
import { bucketSizes, type Period } from "./period";
import { MOST_DAYS, type PeriodQuery, type PeriodRefusal, readPeriod } from "./read-period";

const HOUR = 3_600_000;
const ms = (iso: string) => Date.parse(iso);
const calendarOf = (zone: string) => localCalendar([{ fromMs: 0, zone }]);
const warsaw = calendarOf("Europe/Warsaw");
// 23:30 on 23 November in UTC is the 24th in Warsaw.
const NOW = ms("2026-11-23T23:30:00Z");

function period(query: PeriodQuery, calendar: LocalCalendar = warsaw, now = NOW): Period {
  const read = readPeriod(query, calendar, now);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}
const told = ({ days, before, by, buckets }: Period) => ({
  days: [days[0]?.date, days.at(-1)?.date],
  before: [before.days[0]?.date, before.days.at(-1)?.date],
  by,
  buckets: buckets.length,
});

test.each<[PeriodQuery, ReturnType<typeof told>]>([
  [{}, { days: ["2026-10-26", "2026-11-24"], before: ["2026-09-26", "2026-10-25"], by: "day", buckets: 30 }],
  [{ range: "today" }, { days: ["2026-11-24", "2026-11-24"], before: ["2026-11-23", "2026-11-23"], by: "hour", buckets: 24 }],
  [{ range: "7" }, { days: ["2026-11-18", "2026-11-24"], before: ["2026-11-11", "2026-11-17"], by: "day", buckets: 7 }],
  [
    { range: "7", by: "hour" },
    { days: ["2026-11-18", "2026-11-24"], before: ["2026-11-11", "2026-11-17"], by: "hour", buckets: 168 },
  ],
  [{ range: "90" }, { days: ["2026-08-27", "2026-11-24"], before: ["2026-05-29", "2026-08-26"], by: "day", buckets: 90 }],
  [
    { range: "30", by: "week" },
    { days: ["2026-10-26", "2026-11-24"], before: ["2026-09-26", "2026-10-25"], by: "week", buckets: 5 },
  ],
  [{ range: "2026-10" }, { days: ["2026-10-01", "2026-10-31"], before: ["2026-09-01", "2026-09-30"], by: "day", buckets: 31 }],
  [{ range: "2026-11" }, { days: ["2026-11-01", "2026-11-24"], before: ["2026-10-01", "2026-10-24"], by: "day", buckets: 24 }],
  [
    { from: "2025-12-01", to: "2026-11-24" },
    { days: ["2025-12-01", "2026-11-24"], before: ["2024-12-07", "2025-11-30"], by: "month", buckets: 12 },
  ],
  [
    { from: "2026-11-20", to: "2026-12-24" },
    { days: ["2026-11-20", "2026-11-24"], before: ["2026-11-15", "2026-11-19"], by: "day", buckets: 5 },
  ],
])("%j is a period of local days, with one before of equal kind", (query, expected) => {
  expect(told(period(query))).toEqual(expected);
});

test("a month under way in the last days of a longer one is compared with the whole month before", () => {
  const inMarch = period({ range: "2026-03" }, warsaw, ms("2026-03-30T12:00:00Z"));
  expect(told(inMarch).before).toEqual(["2026-02-01", "2026-02-28"]);
});

test.each<[PeriodQuery, PeriodRefusal]>([
  [{ range: "31" }, "range_unknown"],
  [{ range: "all" }, "range_unknown"],
  [{ range: "__proto__" }, "range_unknown"],
  [{ range: "2026-13" }, "date_malformed"],
  [{ range: "2026-12" }, "range_in_future"],
  [{ range: "1999-12" }, "date_too_early"],
  [{ range: "7", from: "2026-11-01", to: "2026-11-02" }, "range_twice"],
  [{ from: "2026-11-01" }, "date_missing"],
  [{ to: "2026-11-01" }, "date_missing"],
  [{ from: "2026-02-30", to: "2026-03-01" }, "date_malformed"],
  [{ from: "1 Nov 2026", to: "2026-11-02" }, "date_malformed"],
  [{ from: "2026-11-01T00:00:00Z", to: "2026-11-02" }, "date_malformed"],
  [{ from: "2026-11-03", to: "2026-11-02" }, "range_reversed"],
  [{ from: "1976-11-01", to: "2026-11-01" }, "date_too_early"],
  [{ from: "2026-11-25", to: "2026-11-26" }, "range_in_future"],
  [{ from: "2025-11-23", to: "2026-11-24" }, "range_too_long"],
  [{ from: "2000-01-01", to: "9999-12-31" }, "range_too_long"],
  [{ by: "minute" }, "size_unknown"],
  [{ range: "30", by: "hour" }, "hours_too_many"],
  [{ from: "2026-11-17", to: "2026-11-24", by: "hour" }, "hours_too_many"],
])("%j is refused: %s", (query, reason) => {
  expect(readPeriod(query, warsaw, NOW)).toEqual({ ok: false, reason });
});

test("the command line may ask for days to come and for the hours of a month", () => {
  const limits = { hourDays: 31, endsToday: false };
  const hours = readPeriod({ from: "2026-10-01", to: "2026-10-31", by: "hour" }, warsaw, NOW, limits);
  expect(hours.ok && hours.value.buckets.length).toBe(31 * 24 + 1);
  const month = readPeriod({ from: "2026-11-01", to: "2026-11-30" }, warsaw, NOW, limits);
  expect(month.ok && month.value.days.length).toBe(30);
});

test("a date that a zone skipped is told, and is no day of a longer period", () => {
  const apia = calendarOf("Pacific/Apia");
  expect(readPeriod({ from: "2011-12-30", to: "2011-12-30" }, apia, NOW)).toEqual({ ok: false, reason: "date_skipped" });
  expect(period({ from: "2011-12-29", to: "2011-12-31" }, apia).days.map(({ date }) => date)).toEqual(["2011-12-29", "2011-12-31"]);
});

test("weeks begin on Monday, and those at the edges that are not whole say so; so do months", () => {
  const weeks = period({ from: "2026-11-04", to: "2026-11-16", by: "week" });
  expect(weeks.buckets.map((bucket) => [bucket.days[0].date, bucket.days.length, isPart(bucket, "week", warsaw)])).toEqual([
    ["2026-11-04", 5, true],
    ["2026-11-09", 7, false],
    ["2026-11-16", 1, true],
  ]);
  const months = period({ from: "2026-09-02", to: "2026-11-24", by: "month" });
  expect(months.buckets.map((bucket) => [bucket.days.length, isPart(bucket, "month", warsaw)])).toEqual([
    [29, true],
    [31, false],
    [24, true],
  ]);
});

test("days of 23, 24.5 and 25 hours are noted, and those that a change of zone cut", () => {
  const note = (zone: string, date: string) => daysOfDates(calendarOf(zone), date, date).map(noteOfDay);
  expect(note("Europe/Warsaw", "2026-03-29")).toEqual([{ kind: "changed", hours: 23 }]);
  expect(note("Europe/Warsaw", "2026-10-25")).toEqual([{ kind: "changed", hours: 25 }]);
  expect(note("Australia/Lord_Howe", "2026-04-05")).toEqual([{ kind: "changed", hours: 24.5 }]);
  expect(note("Asia/Kathmandu", "2026-04-05")).toEqual([null]);
  const moved = localCalendar([
    { fromMs: 0, zone: "Europe/Warsaw" },
    { fromMs: ms("2026-11-09T23:00:00Z"), zone: "America/New_York" },
  ]);
  // Midnight in Warsaw is 18:00 in New York: six hours of a second 9 November.
  const days = daysOfDates(moved, "2026-11-09", "2026-11-10");
  expect(days.map((day) => [day.date, noteOfDay(day)])).toEqual([
    ["2026-11-09", null],
    ["2026-11-09", { kind: "cut", hours: 6 }],
    ["2026-11-10", null],
  ]);
  expect(cutDays(days, "day", moved)).toHaveLength(3);
});

test("in every zone, through a change of zone, the buckets of every size are the period, without a gap or an overlap", () => {
  const zone = fc.constantFrom(...timeZones());
  const date = fc.date({ min: new Date("2010-01-01"), max: new Date("2026-11-20"), noInvalidDate: true });
  fc.assert(
    fc.property(
      zone,
      zone,
      date,
      fc.integer({ min: 0, max: MOST_DAYS - 1 }),
      fc.integer({ min: 0, max: 60 }),
      (first, second, start, length, at) => {
        const from = start.toISOString().slice(0, 10);
        const to = new Date(start.getTime() + length * 24 * HOUR).toISOString().slice(0, 10);
        const old = calendarOf(first);
        const change = old.dayAt(start.getTime() + at * 24 * HOUR).startMs;
        const calendar = localCalendar([{ fromMs: 0, zone: first }, { fromMs: change, zone: second }]); // prettier-ignore
        for (const by of bucketSizes) {
          const read = readPeriod({ from, to, by }, calendar, ms("2027-12-31T12:00:00Z"), { hourDays: MOST_DAYS, endsToday: false });
          if (!read.ok) {
            expect(read.reason).toBe("date_skipped");
            return;
          }
          const { startMs, endMs, buckets, before, days } = read.value;
          expect([buckets[0]?.startMs, buckets.at(-1)?.endMs]).toEqual([startMs, endMs]);
          expect(buckets.every((bucket, index) => index === 0 || bucket.startMs === buckets[index - 1]?.endMs)).toBe(true);
          expect(buckets.every((bucket) => bucket.endMs > bucket.startMs)).toBe(true);
          expect(days.every((day, index) => index === 0 || day.startMs === days[index - 1]?.endMs)).toBe(true);
          expect(before.endMs).toBe(startMs);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
