import { Temporal } from "temporal-polyfill";
import type { LocalCalendar, LocalDay } from "@/lib/core/local-calendar";
import type { Bucket, BucketSize, Period } from "./period";

/** The buckets of a run of days, in order. Weeks begin on Monday; at the edges of the run weeks and months may be parts. */
export function cutDays(days: readonly LocalDay[], by: BucketSize, calendar: LocalCalendar): Bucket[] {
  if (by === "hour")
    return days.flatMap((day) => calendar.hoursOf(day).map((hour, index) => ({ ...hour, days: [day] as const, hour: index })));
  const buckets: Bucket[] = [];
  let key: string | undefined;
  for (const day of days) {
    const next = bucketKey(day, by);
    const open = buckets.at(-1);
    // A day that a change of zone cuts off is a day of its own, also where its date comes a second time.
    if (by !== "day" && open !== undefined && next === key)
      buckets[buckets.length - 1] = { startMs: open.startMs, endMs: day.endMs, days: [...open.days, day] };
    else buckets.push({ startMs: day.startMs, endMs: day.endMs, days: [day] });
    key = next;
  }
  return buckets;
}

/** A bucket's name for programs: `2026-10` of a month, the first date of days and weeks, an hour's start with the zone's offset. */
export function bucketName({ days: [first], startMs, hour }: Bucket, by: BucketSize): string {
  if (hour !== undefined)
    return Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(first.zone).toString({ timeZoneName: "never" });
  return by === "month" ? first.countedAs.slice(0, 7) : first.date;
}

/** What a week or a month at the edge of a period is when it is not in it as a whole. */
export function isPart(bucket: Bucket, by: BucketSize, calendar: LocalCalendar): boolean {
  if (by !== "week" && by !== "month") return false;
  const [first, last] = [bucket.days[0], bucket.days.at(-1) ?? bucket.days[0]];
  const [before, after] = [calendar.dayAt(first.startMs - 1), calendar.dayAt(last.endMs)];
  return bucketKey(before, by) === bucketKey(first, by) || bucketKey(after, by) === bucketKey(last, by);
}

/** Why a period has to be told with care: its sentences are in the words, `statistics.day.*`. */
type DayNote = { readonly kind: "changed" | "cut"; readonly hours: number };

/** What is unusual about the length of a day; null: nothing. A day that a change of zone cut is not over- or undercounted. */
export function noteOfDay(day: LocalDay): DayNote | null {
  const hours = (day.endMs - day.startMs) / 3_600_000;
  if (day.cut) return { kind: "cut", hours };
  return hours === 24 ? null : { kind: "changed", hours };
}

/** The days that a calendar counts as dates from `from` to `to`, both inclusive. @param from `YYYY-MM-DD` */
export function daysOfDates(calendar: LocalCalendar, from: string, to: string): LocalDay[] {
  // No zone is further than 14 hours from UTC, and a change of zone moves dates by one more day.
  const around = calendar.daysBetween(Date.parse(from) - 2 * DAY_MS, Date.parse(to) + 3 * DAY_MS);
  return around.filter(({ countedAs }) => countedAs >= from && countedAs <= to);
}

/** A period out of its days and those before. @param before may be empty, where a zone skipped all of its dates */
export function periodOf(
  days: readonly [LocalDay, ...LocalDay[]],
  before: readonly LocalDay[],
  by: BucketSize,
  calendar: LocalCalendar,
): Period {
  const startMs = days[0].startMs;
  return {
    startMs,
    endMs: (days.at(-1) ?? days[0]).endMs,
    by,
    days,
    buckets: cutDays(days, by, calendar),
    before: { startMs: before[0]?.startMs ?? startMs, endMs: before.at(-1)?.endMs ?? startMs, days: before },
  };
}

/** A date some days later. @param date `YYYY-MM-DD` */
export function dateLater(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

function bucketKey({ countedAs }: LocalDay, by: BucketSize): string {
  if (by === "month") return countedAs.slice(0, 7);
  if (by !== "week") return countedAs;
  const daysAfterMonday = (new Date(countedAs).getUTCDay() + 6) % 7;
  return dateLater(countedAs, -daysAfterMonday);
}
