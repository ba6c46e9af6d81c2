import { localCalendar, type LocalCalendar } from "@/lib/core/local-calendar";
import { prisma } from "@/lib/db/prisma";

/** The days and months of a partner, through every change of its zone, those that are scheduled too. @throws for no partner */
export async function partnerCalendar(partnerId: string): Promise<LocalCalendar> {
  const zones = await prisma().partnerTimeZone.findMany({
    where: { partnerId },
    orderBy: { effectiveFrom: "asc" },
    select: { zone: true, effectiveFrom: true },
  });
  return localCalendar(zones.map(({ zone, effectiveFrom }) => ({ zone, fromMs: effectiveFrom.getTime() })));
}
