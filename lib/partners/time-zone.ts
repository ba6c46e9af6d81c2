import { z } from "zod";
import { now } from "@/lib/clock";
import { isTimeZone, nextMidnight } from "@/lib/core/local-day";
import { accept, refuse, type Result } from "@/lib/core/result";
import { word } from "@/lib/core/word";
import { pool } from "@/lib/db/pools";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { lockPartner } from "./lock-partner";

/** From when a partner's first zone counts: before every event. */
export const BEGINNING_OF_TIME = new Date(0);

/** An IANA time zone name as a person chooses it. PostgreSQL must know it too, which {@link isKnownTimeZone} checks. */
export const timeZoneName = z
  .string({ error: word("forms.timeZone.missing") })
  .max(64, word("forms.timeZone.tooLong"))
  .refine(isTimeZone, word("forms.timeZone.unknown"));

/** True when both this process and PostgreSQL know the zone, in this spelling: each computes days with it. */
export async function isKnownTimeZone(zone: string): Promise<boolean> {
  if (!isTimeZone(zone)) return false;
  const { rowCount } = await pool("pages").query("SELECT FROM pg_timezone_names WHERE name = $1", [zone]);
  return (rowCount ?? 0) > 0;
}

export type ScheduledTimeZone = { readonly zone: string; readonly from: Date };

/**
 * Changes a partner's time zone from the next midnight in the zone that is in force: no day is cut in two. A later choice
 * replaces one that has not come into force yet; choosing the zone in force takes such a choice back.
 * @param zone IANA name
 * @returns the change that is scheduled now; null when the zone in force stays
 */
export async function scheduleTimeZone(
  partnerId: string,
  zone: string,
  actor: Actor,
): Promise<Result<{ scheduled: ScheduledTimeZone | null }, "time_zone_unknown" | "partner_unknown">> {
  if (!(await isKnownTimeZone(zone))) return refuse("time_zone_unknown");
  return transaction(async (tx) => {
    if (!(await lockPartner(tx, partnerId))) return refuse("partner_unknown");
    const at = now();
    const inForce = await tx.partnerTimeZone.findFirst({
      where: { partnerId, effectiveFrom: { lte: at } },
      orderBy: { effectiveFrom: "desc" },
      select: { zone: true },
    });
    if (!inForce) throw new Error("a partner has no time zone in force");
    // Told by no audit event of its own: to keep the zone in force changes nothing.
    await tx.partner.updateMany({ where: { id: partnerId, timeZoneChosenAt: null }, data: { timeZoneChosenAt: at } });
    const later = { partnerId, effectiveFrom: { gt: at } };
    const replaced = await tx.partnerTimeZone.findFirst({ where: later, select: { zone: true } });
    await tx.partnerTimeZone.deleteMany({ where: later });
    const scheduled = zone === inForce.zone ? null : { zone, from: new Date(nextMidnight(inForce.zone, at.getTime())) };
    if (scheduled) await tx.partnerTimeZone.create({ data: { partnerId, effectiveFrom: scheduled.from, zone } });
    if (scheduled || replaced) {
      await recordAudit(tx, {
        actor,
        action: "partner.time_zone_scheduled",
        partnerId,
        subjectId: partnerId,
        before: { zone: inForce.zone, scheduledZone: replaced?.zone ?? null },
        after: { zone, from: scheduled?.from.toISOString() ?? null },
      });
    }
    return accept({ scheduled });
  });
}
