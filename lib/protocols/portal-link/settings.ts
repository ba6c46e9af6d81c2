import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { prisma, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { NIL_ID } from "@/lib/id";

/** The platform setting by which the operator switches all portal links off. */
export const OFF_SETTING = "portal-link.off";

/** Whether the operator has switched all portal links off. */
export async function portalLinksOff(): Promise<boolean> {
  const setting = await prisma().platformSetting.findUnique({ where: { name: OFF_SETTING } });
  return setting?.value === true;
}

/** Switches all portal links off, or on again. Every process asks with the next link. @param off true: they lead nobody to their home */
export async function switchAllPortalLinks(off: boolean, actor: Actor): Promise<void> {
  const before = await portalLinksOff();
  if (before === off) return;
  await transaction(async (tx) => {
    const setting = { name: OFF_SETTING, value: off };
    await tx.platformSetting.upsert({ where: { name: OFF_SETTING }, create: setting, update: { value: off } });
    const told = { partnerId: null, subjectId: NIL_ID, before: { off: before }, after: { off } };
    await recordAudit(tx, { actor, action: "platform.portal_links_switched", ...told });
  });
}

/** Since when a partner's portal links are switched off; null: they are on. */
export async function partnerLinksOffAt(partnerId: string): Promise<Date | null> {
  const row = await prisma().partner.findUnique({ where: { id: partnerId }, select: { portalLinksOffAt: true } });
  return row?.portalLinksOffAt ?? null;
}

/** Switches a partner's portal links off, or on again, from the next link on. */
export async function switchPartnerLinks(
  partnerId: string,
  off: boolean,
  actor: Actor,
): Promise<Result<null, "links_off_already" | "links_on_already">> {
  return transaction(async (tx) => {
    const { count } = await tx.partner.updateMany({
      where: { id: partnerId, portalLinksOffAt: off ? null : { not: null } },
      data: { portalLinksOffAt: off ? now() : null },
    });
    if (count === 0) return refuse(off ? "links_off_already" : "links_on_already");
    await recordAudit(tx, { actor, action: "partner.portal_links_switched", partnerId, subjectId: partnerId, after: { off } });
    return accept(null);
  });
}
