import { z } from "zod";
import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { word } from "@/lib/core/word";
import { type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { lockPartner } from "./lock-partner";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";

/** What a partner gets of its sales when nobody says otherwise, in basis points. */
export const DEFAULT_SHARE = 7000;

/** A partner's share of its sales in percent, with two digits behind the point at the most. */
export const sharePercent = z
  .number({ error: word("forms.share.missing") })
  .min(0, word("forms.share.tooLow"))
  .max(100, word("forms.share.tooHigh"))
  .refine((percent) => Math.abs(percent * 100 - Math.round(percent * 100)) < 1e-6, word("forms.share.tooFine"));

/** What an operator types to change a share: `62.5` or `62,5`, and the first day on which it counts. */
export const shareChange = z.object({
  share: z
    .string({ error: word("forms.share.missing") })
    .trim()
    .min(1, word("forms.share.missing"))
    .transform((text) => (/^-?\d{1,9}([.,]\d{1,9})?$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN))
    .pipe(sharePercent),
  from: z.iso.date({ error: word("forms.date.missing") }),
});

/** @param percent as {@link sharePercent} lets it through */
export function toBasisPoints(percent: number): number {
  return Math.round(percent * 100);
}

export type ScheduledShare = { readonly basisPoints: number; readonly from: Date };

/**
 * Changes a partner's share from the beginning of a day to come in its zone; what is sold before keeps the share of that time.
 * A later choice replaces one that has not come into force yet; the share in force takes such a choice back.
 * @param change.from `YYYY-MM-DD`
 * @returns the change that is scheduled now; null when the share in force stays
 */
export async function scheduleShare(
  partnerId: string,
  change: { readonly basisPoints: number; readonly from: string },
  actor: Actor,
): Promise<Result<{ scheduled: ScheduledShare | null }, "partner_unknown" | "share_in_the_past">> {
  return transaction(async (tx) => {
    if (!(await lockPartner(tx, partnerId))) return refuse("partner_unknown");
    const from = new Date((await partnerCalendar(partnerId)).startOf(change.from));
    if (from <= now()) return refuse("share_in_the_past");
    return accept({ scheduled: await replaceShare(tx, partnerId, { basisPoints: change.basisPoints, from }, actor) });
  });
}

/** Takes a change of the share back that has not come into force yet. Again is no harm. */
export async function keepShare(partnerId: string, actor: Actor): Promise<Result<{ scheduled: null }, "partner_unknown">> {
  return transaction(async (tx) => {
    if (!(await lockPartner(tx, partnerId))) return refuse("partner_unknown");
    await replaceShare(tx, partnerId, null, actor);
    return accept({ scheduled: null });
  });
}

async function replaceShare(
  tx: Transaction,
  partnerId: string,
  wanted: ScheduledShare | null,
  actor: Actor,
): Promise<ScheduledShare | null> {
  const at = now();
  const inForce = await tx.partnerShare.findFirst({
    where: { partnerId, effectiveFrom: { lte: at } },
    orderBy: { effectiveFrom: "desc" },
    select: { shareBasisPoints: true },
  });
  const before = inForce?.shareBasisPoints ?? DEFAULT_SHARE;
  const later = { partnerId, effectiveFrom: { gt: at } };
  const replaced = await tx.partnerShare.findFirst({ where: later, select: { shareBasisPoints: true, effectiveFrom: true } });
  await tx.partnerShare.deleteMany({ where: later });
  const scheduled = wanted?.basisPoints === before ? null : wanted;
  if (scheduled) {
    await tx.partnerShare.create({ data: { partnerId, effectiveFrom: scheduled.from, shareBasisPoints: scheduled.basisPoints } });
  }
  if (scheduled || replaced) {
    await recordAudit(tx, {
      actor,
      action: "partner.share_scheduled",
      partnerId,
      subjectId: partnerId,
      before: {
        shareBasisPoints: before,
        scheduledShare: replaced?.shareBasisPoints ?? null,
        from: replaced?.effectiveFrom.toISOString() ?? null,
      },
      after: { shareBasisPoints: scheduled?.basisPoints ?? before, from: scheduled?.from.toISOString() ?? null },
    });
  }
  return scheduled;
}
