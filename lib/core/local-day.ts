import { Temporal } from "temporal-polyfill";

/** True when `zone` is an IANA time zone name; offsets such as `+02:00` are no zones of a partner. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Every IANA zone that this machine knows, sorted, `UTC` first. */
export function timeZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

/**
 * The first instant of the local day that holds `nowMs`; where midnight itself is skipped, the first that there is.
 * @param zone IANA name, already validated
 * @param nowMs epoch milliseconds
 * @returns epoch milliseconds
 */
export function startOfDay(zone: string, nowMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds;
}

/** One change of a zone's clocks. */
export type ClockChange = {
  /** epoch milliseconds: the first instant of the new time */
  readonly atMs: number;
  /** by how many minutes the clocks are moved: 60 forward in spring, as a rule, and -60 back in autumn */
  readonly minutes: number;
};

/**
 * The changes of a zone's clocks in the local calendar year that holds `nowMs`, in order; most zones have none or two.
 * @param zone IANA name, already validated
 */
export function clockChanges(zone: string, nowMs: number): ClockChange[] {
  const { year } = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(zone);
  const changes: ClockChange[] = [];
  // A change at the very first instant of the year belongs to it.
  for (
    let at = first.subtract({ nanoseconds: 1 }).getTimeZoneTransition("next");
    at?.year === year;
    at = at.getTimeZoneTransition("next")
  ) {
    const before = at.subtract({ nanoseconds: 1 });
    changes.push({ atMs: at.epochMilliseconds, minutes: (at.offsetNanoseconds - before.offsetNanoseconds) / 60e9 });
  }
  return changes;
}

/**
 * The first instant of the local day after the one that holds `nowMs`. Right on days of 23 and 25 hours, and in zones
 * where midnight itself is skipped: the day then begins at its first instant.
 * @param zone IANA name, already validated
 * @param nowMs epoch milliseconds
 * @returns epoch milliseconds
 */
export function nextMidnight(zone: string, nowMs: number): number {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  return today.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

/**
 * The same hour one calendar month later, in `zone`; on the month's last day where it has no such day (31 January → 28 or 29
 * February). An hour that a change of the clocks skips is the one after it.
 * @param zone IANA name, already validated
 * @param fromMs epoch milliseconds
 * @returns epoch milliseconds
 */
export function oneMonthLater(zone: string, fromMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone).add({ months: 1 }).epochMilliseconds;
}
