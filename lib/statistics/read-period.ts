import { accept, refuse, type Result } from "@/lib/core/result";
import type { LocalCalendar, LocalDay } from "@/lib/core/local-calendar";
import { dateLater, daysOfDates, periodOf } from "./cut-period";
import { type BucketSize, bucketSizes, type Period } from "./period";

/** What a period is asked for by: texts as they came in. Either `range`, or both dates; nothing: the last 30 days. */
export type PeriodQuery = {
  /** `today`, `7`, `30`, `90` – days, the last of them today – or a month, `YYYY-MM` */
  readonly range?: string;
  /** local dates, `YYYY-MM-DD`, both inclusive */
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
};

/** Why there is no such period. Its sentence and what to ask for instead: the words, `statistics.refusals`. */
export const periodRefusals = [
  "range_unknown",
  "range_twice",
  "date_missing",
  "date_malformed",
  "date_too_early",
  "date_skipped",
  "range_reversed",
  "range_in_future",
  "range_too_long",
  "size_unknown",
  "hours_too_many",
] as const;
export type PeriodRefusal = (typeof periodRefusals)[number];

export type PeriodLimits = {
  /** by hour for at most so many days */
  readonly hourDays: number;
  /** whether a period ends today where it was asked for longer: what is still to come is no bucket then */
  readonly endsToday: boolean;
};

/** What a page shows: a chart of more hours than those of a week has no bars that one could tell apart. */
export const PAGE_LIMITS: PeriodLimits = { hourDays: 7, endsToday: true };

/** The most days of a period. */
export const MOST_DAYS = 366;
const EARLIEST = "2000-01-01";
const DEFAULT_RANGE = "30";

/** The dates of a period and of the one before. */
type Dates = { readonly from: string; readonly to: string; readonly beforeFrom: string; readonly beforeTo: string };

/**
 * Reads which period is meant. The one before has as many dates, just before; a month's is the month before, as far as the
 * month has come.
 * @param nowMs epoch milliseconds
 */
export function readPeriod(
  query: PeriodQuery,
  calendar: LocalCalendar,
  nowMs: number,
  limits: PeriodLimits = PAGE_LIMITS,
): Result<Period, PeriodRefusal> {
  const today = calendar.dayAt(nowMs);
  const dates = readDates(query, today.countedAs, limits);
  if (!dates.ok) return dates;
  const { from, to, beforeFrom, beforeTo } = dates.value;
  const [first, ...others] = daysOfDates(calendar, from, to);
  if (first === undefined) return refuse("date_skipped");
  const days: readonly [LocalDay, ...LocalDay[]] = [first, ...others];
  const by = query.by === undefined ? fitting(days.length) : bucketSizes.find((size) => size === query.by);
  if (by === undefined) return refuse("size_unknown");
  if (by === "hour" && daysApart(from, to) > limits.hourDays) return refuse("hours_too_many");
  return accept(periodOf(days, daysOfDates(calendar, beforeFrom, beforeTo), by, calendar));
}

function readDates(query: PeriodQuery, today: string, limits: PeriodLimits): Result<Dates, PeriodRefusal> {
  const custom = query.from !== undefined || query.to !== undefined;
  if (custom && query.range !== undefined) return refuse("range_twice");
  if (custom) return datesBetween(query.from, query.to, today, limits);
  const range = query.range ?? DEFAULT_RANGE;
  if (/^\d{4}-\d\d$/.test(range)) return datesOfMonth(range, today, limits);
  const count = range === "today" ? 1 : ["7", "30", "90"].includes(range) ? Number(range) : null;
  return count === null ? refuse("range_unknown") : accept(withBefore(dateLater(today, 1 - count), today));
}

function datesBetween(from: string | undefined, to: string | undefined, today: string, limits: PeriodLimits): Result<Dates, PeriodRefusal> {
  if (from === undefined || to === undefined) return refuse("date_missing");
  if (!isDate(from) || !isDate(to)) return refuse("date_malformed");
  if (from > to) return refuse("range_reversed");
  if (from < EARLIEST) return refuse("date_too_early");
  if (from > today) return refuse("range_in_future");
  const end = limits.endsToday && to > today ? today : to;
  return daysApart(from, end) > MOST_DAYS ? refuse("range_too_long") : accept(withBefore(from, end));
}

function datesOfMonth(month: string, today: string, limits: PeriodLimits): Result<Dates, PeriodRefusal> {
  const from = `${month}-01`;
  if (!isDate(from)) return refuse("date_malformed");
  if (from < EARLIEST) return refuse("date_too_early");
  if (from > today) return refuse("range_in_future");
  const end = lastOfMonth(from);
  const to = limits.endsToday && end > today ? today : end;
  const beforeEnd = dateLater(from, -1);
  const beforeFrom = `${beforeEnd.slice(0, 7)}-01`;
  const sameDay = dateLater(beforeFrom, daysApart(from, to) - 1);
  return accept({ from, to, beforeFrom, beforeTo: to === end || sameDay > beforeEnd ? beforeEnd : sameDay });
}

function withBefore(from: string, to: string): Dates {
  return { from, to, beforeFrom: dateLater(from, -daysApart(from, to)), beforeTo: dateLater(from, -1) };
}

/** How finely so many days are cut when nobody says: a chart that one can still read. */
function fitting(days: number): BucketSize {
  if (days <= 2) return "hour";
  if (days <= 92) return "day";
  return days <= 184 ? "week" : "month";
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

function lastOfMonth(first: string): string {
  const inNext = dateLater(first, 31);
  return dateLater(`${inNext.slice(0, 7)}-01`, -1);
}

/** How many dates there are from one to another, both counted. */
function daysApart(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}
