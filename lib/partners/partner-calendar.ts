import { localCalendar, type LocalCalendar, type ZoneInForce } from "@/lib/core/local-calendar";
import { prisma } from "@/lib/db/prisma";

/** The days and months of a partner, through every change of its zone, those that are scheduled too. Of who is no partner it has none. */
export async function partnerCalendar(partnerId: string): Promise<LocalCalendar> {
  return (await partnerCalendars([partnerId])).get(partnerId) ?? localCalendar([]);
}

/** The same of many; who is no partner is not among them. */
export async function partnerCalendars(partnerIds: readonly string[]): Promise<Map<string, LocalCalendar>> {
  const zones = await prisma().partnerTimeZone.findMany({
    where: { partnerId: { in: [...partnerIds] } },
    orderBy: { effectiveFrom: "asc" },
    select: { partnerId: true, zone: true, effectiveFrom: true },
  });
  const histories = new Map<string, ZoneInForce[]>();
  for (const { partnerId, zone, effectiveFrom } of zones) {
    histories.set(partnerId, [...(histories.get(partnerId) ?? []), { zone, fromMs: effectiveFrom.getTime() }]);
  }
  return new Map([...histories].map(([partnerId, history]) => [partnerId, localCalendar(history)]));
}
