import { Temporal } from "temporal-polyfill";

/**
 * The end of a calendar day in a zone: the first instant of the next one.
 * @param day as a date field sends it, `2027-01-31`
 * @param zone IANA name, already validated
 * @returns null when there is no such day
 */
export function endOfDay(day: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  try {
    return new Date(Temporal.PlainDate.from(day, { overflow: "reject" }).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
  } catch {
    return null;
  }
}
