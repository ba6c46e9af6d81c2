import { localCalendar, type LocalCalendar, type ZoneInForce } from "@/lib/core/local-calendar";
import { pool, type Queryable } from "@/lib/db/pools";

/** The days and months of a partner, through every change of its zone, those that are scheduled too. Of who is no partner it has none. */
export async function partnerCalendar(partnerId: string): Promise<LocalCalendar> {
  return (await partnerCalendars([partnerId])).get(partnerId) ?? calendarOf([]);
}

/** The same of many; who is no partner is not among them. */
export async function partnerCalendars(partnerIds: readonly string[], db: Queryable = pool("pages")): Promise<Map<string, LocalCalendar>> {
  const { rows } = await db.query<{ partner_id: string; effective_from: Date; zone: string }>(
    "SELECT partner_id, effective_from, zone FROM partner_time_zones WHERE partner_id = ANY ($1::uuid[]) ORDER BY partner_id, effective_from",
    [partnerIds],
  );
  const histories = new Map<string, ZoneInForce[]>();
  for (const { partner_id: id, effective_from: from, zone } of rows) {
    histories.set(id, [...(histories.get(id) ?? []), { fromMs: from.getTime(), zone }]);
  }
  return new Map([...histories].map(([id, history]) => [id, calendarOf(history)]));
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
