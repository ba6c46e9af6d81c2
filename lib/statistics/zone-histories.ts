import { localCalendar, type LocalCalendar, type ZoneInForce } from "@/lib/core/local-calendar";
import type { Queryable } from "@/lib/db/pools";
import { PLATFORM } from "./scope";

const UTC: readonly ZoneInForce[] = [{ fromMs: 0, zone: "UTC" }];

/** The calendars of partners, by the zones that they have chosen; {@link PLATFORM}, and whoever is unknown, lives by UTC. */
export async function calendarsOf(db: Queryable, partnerIds: readonly string[]): Promise<ReadonlyMap<string, LocalCalendar>> {
  const { rows } = await db.query<{ partner_id: string; effective_from: Date; zone: string }>(
    "SELECT partner_id, effective_from, zone FROM partner_time_zones WHERE partner_id = ANY ($1::uuid[]) ORDER BY partner_id, effective_from",
    [partnerIds],
  );
  const histories = new Map<string, ZoneInForce[]>();
  for (const { partner_id: id, effective_from: from, zone } of rows) {
    histories.set(id, [...(histories.get(id) ?? []), { fromMs: from.getTime(), zone }]);
  }
  return new Map([...partnerIds, PLATFORM].map((id) => [id, calendarOf(histories.get(id) ?? UTC)]));
}

// Most partners live by one of few zones, and a calendar knows the days that it has worked out once.
const calendars = new Map<string, LocalCalendar>();
const MOST_CALENDARS = 1_000;

function calendarOf(history: readonly ZoneInForce[]): LocalCalendar {
  const key = JSON.stringify(history);
  const known = calendars.get(key);
  if (known !== undefined) return known;
  if (calendars.size >= MOST_CALENDARS) calendars.clear();
  const calendar = localCalendar(history);
  calendars.set(key, calendar);
  return calendar;
}
