import { expect, test } from "vitest";
import { localCalendar } from "@/lib/core/local-calendar";
import { type Figures, readPeriod, type Statistics } from "@/lib/statistics";
import { wordsIn } from "@/lib/words";
import { nameBucket } from "./bucket-names";
import { monthAway } from "./month-away";
import { refusalAddress } from "./refusal-address";
import { readStatisticsQuery, statisticsAddress } from "./statistics-query";
import { type Comparison, tellFigures } from "./tell-figures";
import { comparisonOf, tellNotes } from "./tell-notes";

const t = wordsIn("en", "statistics");
const none: Figures = { launches: 0, followed: 0, entries: 0, refused: 0, uniqueUsers: 0, tests: 0 };
const periodOf = (query: object, now: string, history = [{ fromMs: 0, zone: "Europe/Warsaw" }]) => {
  const calendar = localCalendar(history);
  const read = readPeriod(query, calendar, Date.parse(now));
  if (!read.ok) throw new Error(read.reason);
  return { period: read.value, calendar };
};
function changes(total: Partial<Figures>, totalBefore: Partial<Figures>, comparison: Comparison = "difference") {
  const { period } = periodOf({}, "2026-11-24T12:00:00Z");
  const all = { ...none, ...total };
  const before = { ...none, ...totalBefore };
  const statistics: Statistics = { period, buckets: [], total: all, totalBefore: before, refusals: [], countedAt: new Date(0) };
  return Object.fromEntries(
    tellFigures(statistics, comparison, t, "en").map(({ key, value, change, trend }) => [key, [value, change, trend]]),
  );
}

test("a difference is told as a number and a share, in words and not by colour alone", () => {
  const told = changes({ launches: 1250, entries: 7, uniqueUsers: 3, refused: 2 }, { launches: 1000, entries: 10, uniqueUsers: 3 });
  expect(told).toMatchObject({
    launches: ["1,250", "+250 (+25%), from 1,000", "up"],
    entries: ["7", "-3 (-30%), from 10", "down"],
    users: ["3", "3 before, no change", null],
    refused: ["2", "+2, none before", "up"],
    tests: ["0", "None before", null],
  });
});

test("conversion is told in points, and not at all where nothing was launched", () => {
  expect(changes({ launches: 8, followed: 6 }, { launches: 10, followed: 5 }).conversion).toEqual(["75%", "+25 points, from 50%", "up"]);
  const close = changes({ launches: 2417, followed: 2292 }, { launches: 2099, followed: 1991 });
  expect(close.conversion, "of shares as they are told").toEqual(["94.8%", "-0.1 points, from 94.9%", "down"]);
  expect(changes({ launches: 8, followed: 6 }, {}).conversion).toEqual(["75%", "None before", null]);
  expect(changes({}, { launches: 10, followed: 5 }).conversion).toEqual(["–", null, null]);
});

test("today, which is not over, is put beside the whole day before instead of being compared with it", () => {
  expect(changes({ launches: 5 }, { launches: 10 }, "beside").launches).toEqual(["5", "10 on the whole day before", null]);
  const now = "2026-11-24T12:00:00Z";
  expect(comparisonOf(periodOf({ range: "today" }, now).period, Date.parse(now))).toBe("beside");
  expect(comparisonOf(periodOf({ range: "7" }, now).period, Date.parse(now))).toBe("difference");
  const yesterday = periodOf({ from: "2026-11-23", to: "2026-11-23" }, now).period;
  expect(comparisonOf(yesterday, Date.parse(now))).toBe("difference");
});

test("the boundaries, what is compared, days of another length and a change of zone are told in sentences", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  expect(tellNotes(periodOf({ from: "2026-10-24", to: "2026-10-25" }, "2026-11-24T12:00:00Z").period, now, t, "en")).toEqual([
    "Days of Europe/Warsaw: from 24 Oct 2026, 00:00 CEST to 26 Oct 2026, 00:00 CET.",
    "Compared with 22 Oct 2026 to 23 Oct 2026.",
    "A day marked 25 h is 25 hours long, because the clocks were changed on it. Its figures are whole.",
  ]);
  const moved = [
    { fromMs: 0, zone: "Europe/Warsaw" },
    { fromMs: Date.parse("2026-11-09T23:00:00Z"), zone: "America/New_York" },
  ];
  const notes = tellNotes(periodOf({ from: "2026-11-09", to: "2026-11-10" }, "2026-11-24T12:00:00Z", moved).period, now, t, "en");
  expect(notes[0]).toMatch(/Europe\/Warsaw from 9 Nov 2026, 00:00 CET, America\/New_York from 9 Nov 2026, 18:00/);
  expect(notes.at(-1)).toMatch(/^A day marked 6 h is cut to 6 hours, because your time zone was changed/);
});

test("buckets are named by the clocks of their zone; part weeks, what is under way and what is to come say so", () => {
  const nowMs = Date.parse("2026-11-24T12:00:00Z");
  const names = (query: object) => {
    const { period, calendar } = periodOf(query, "2026-11-24T12:00:00Z");
    const naming = { by: period.by, nowMs, alone: period.days.length === 1, calendar, language: "en" as const, t };
    return period.buckets.map((bucket) => nameBucket(bucket, naming));
  };
  expect(names({ from: "2026-11-18", to: "2026-11-24", by: "week" })).toEqual([
    { label: "18 Nov – 22 Nov", note: "part of a week", mark: null },
    { label: "23 Nov – 24 Nov", note: "part of a week; not over yet", mark: "so far" },
  ]);
  const autumn = names({ from: "2026-10-25", to: "2026-10-25" });
  expect(autumn.slice(1, 4).map(({ label }) => label)).toEqual(["01:00 CEST", "02:00 CEST", "02:00 CET"]);
  expect(autumn[0]).toEqual({ label: "00:00 CEST", note: "25 hours: the clocks were changed", mark: "25 h" });
  expect(names({ range: "today" }).slice(12, 15)).toEqual([
    { label: "12:00", note: null, mark: null },
    { label: "13:00", note: "not over yet", mark: "so far" },
    { label: "14:00", note: "still to come", mark: null },
  ]);
});

test.each([
  [{ app: ["a", "b"] }, "query_malformed"],
  [{ zone: "UTC" }, "query_malformed"],
  [{ protocol: "telepathy" }, "protocol_unknown"],
  [{ protocol: "__proto__" }, "protocol_unknown"],
  [{ app: "a", subject: "b" }, "too_many_filters"],
  [{ app: "a", protocol: "signed-login" }, "too_many_filters"],
] as const)("%j is no query: %s", (query, reason) => {
  expect(readStatisticsQuery({ ...query } as Record<string, string | string[]>)).toEqual({ ok: false, reason });
});

test("an address keeps what is not changed; what a form leaves empty is not asked for", () => {
  const read = readStatisticsQuery({ range: "7", by: "", app: "a", protocol: "launch-token" });
  expect(read).toEqual({ ok: true, value: { range: "7", app: "a", protocol: "launch-token" } });
  expect(statisticsAddress("/panel/statistics", { range: "7", app: "a" }, { range: "30", app: undefined })).toBe(
    "/panel/statistics?range=30",
  );
  expect([monthAway("2026-01", -1), monthAway("2026-12", 1)]).toEqual(["2025-12", "2027-01"]);
  expect(
    refusalAddress({ protocol: "launch-token", kind: "login", reason: "token_used", count: 1 }, { kind: "app", id: "a", name: "A" }),
  ).toBe("/panel/events?outcome=refused&kind=login&reason=token_used&app=a");
});
