import { partnerCalendars } from "@/lib/calendars/partner-calendars";
import { localCalendar, type LocalCalendar } from "@/lib/core/local-calendar";
import type { Queryable } from "@/lib/db/pools";
import { PLATFORM } from "./scope";

const UTC = localCalendar([{ fromMs: 0, zone: "UTC" }]);

/** The calendars of whoever statistics are kept for; {@link PLATFORM}, and who is no partner any more, lives by UTC. */
export async function calendarsOf(db: Queryable, partnerIds: readonly string[]): Promise<ReadonlyMap<string, LocalCalendar>> {
  const known = await partnerCalendars(partnerIds, db);
  return new Map([...partnerIds, PLATFORM].map((id) => [id, known.get(id) ?? UTC]));
}
