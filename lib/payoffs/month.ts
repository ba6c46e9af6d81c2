import type { LocalCalendar } from "@/lib/core/local-calendar";

/** What pay-offs ask of a partner's calendar; this room does not know partners. */
export type PayoffCalendar = Pick<LocalCalendar, "dayAt" | "month">;

/** A closing waits for this long after the end of its month: by then nothing of the month is under way any more. */
export const LATE_DATA_MS = 24 * 3_600_000;

/** True for `YYYY-MM` of a month that there is. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The month, `YYYY-MM`, that an instant belongs to. @param ms epoch milliseconds */
export function monthAt(calendar: PayoffCalendar, ms: number): string {
  return calendar.dayAt(ms).countedAs.slice(0, 7);
}

/** The month that an entry in the statement of `month` came too late for; null: it is in that of its own. @param at when it happened */
export function lateFrom(at: Date, month: string, calendar: PayoffCalendar): string | null {
  const own = monthAt(calendar, at.getTime());
  return own < month ? own : null;
}

/** `2026-12` → `2027-01`. */
export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const next = new Date(Date.UTC(year, number, 1));
  return next.toISOString().slice(0, 7);
}

/** Every month from one to another, both included; none when the first is the later one. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

/** From when a month can be closed. */
export function closableFrom(calendar: PayoffCalendar, month: string): Date {
  return new Date(calendar.month(month).endMs + LATE_DATA_MS);
}

/**
 * The one month of a partner that is closed next: that of its oldest entry in no statement, but none before the last closed
 * one, which takes no more. Months in which nothing happened have no statement.
 * @param oldest the instant of that entry; null: there is none @param lastClosed null: none yet
 */
export function nextToClose(calendar: PayoffCalendar, oldest: Date | null, lastClosed: string | null): string | null {
  if (oldest === null) return null;
  const month = monthAt(calendar, oldest.getTime());
  if (lastClosed === null || month > lastClosed) return month;
  return monthAfter(lastClosed);
}
