import type { LocalCalendar } from "@/lib/core/local-calendar";

/** Days and hours begin with a quarter of an hour, whatever the zone. */
export const QUARTER_MS = 900_000;

/** A quarter of an hour in which somebody has events; counted from 1970. */
export type Quarter = { readonly partnerId: string; readonly quarter: number };

/** Into which local day and which of its hours quarters fall: one array for each column, as they are bound into SQL. */
export type Slots = {
  readonly partnerIds: string[];
  readonly quarters: number[];
  readonly days: number[];
  readonly startsAt: Date[];
  /** counted from 0 */
  readonly hours: number[];
};

/**
 * Maps quarters to the days and hours of whom they belong to.
 * @param calendars has everybody's
 * @param sinceMs epoch milliseconds: days that begin earlier are left out
 */
export function slotsOf(
  calendars: ReadonlyMap<string, LocalCalendar>,
  quarters: readonly Quarter[],
  sinceMs = Number.NEGATIVE_INFINITY,
): Slots {
  const slots: Slots = { partnerIds: [], quarters: [], days: [], startsAt: [], hours: [] };
  for (const { partnerId, quarter } of quarters) {
    const calendar = calendars.get(partnerId);
    if (!calendar) throw new Error("somebody has no calendar");
    const ms = quarter * QUARTER_MS;
    const day = calendar.dayAt(ms);
    if (day.startMs < sinceMs) continue;
    slots.partnerIds.push(partnerId);
    slots.quarters.push(quarter);
    slots.days.push(day.number);
    slots.startsAt.push(new Date(day.startMs));
    slots.hours.push(calendar.hoursOf(day).findIndex(({ endMs }) => ms < endMs));
  }
  return slots;
}

/** Slots as they are bound. */
export function columnsOf({ partnerIds, quarters, days, startsAt, hours }: Slots): unknown[] {
  return [partnerIds, quarters, days, startsAt, hours];
}
