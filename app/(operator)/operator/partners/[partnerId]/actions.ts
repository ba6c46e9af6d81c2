"use server";

import { z } from "zod";
import { refusedPartnership } from "@/app/refusals";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import type { Result } from "@/lib/core/result";
import { type Answer, refusedField, refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import {
  approvePartnership,
  keepShare,
  partnershipNote,
  type PartnershipRefusal,
  rejectPartnership,
  resumePartner,
  scheduleShare,
  shareChange,
  suspendPartner,
  toBasisPoints,
} from "@/lib/partners";
import { words } from "@/lib/words";

const aPartner = z.object({ partnerId: z.string().refine(isId) });

export const approve = operatorAction(aPartner, async ({ partnerId }, { actor }) =>
  told(await approvePartnership(partnerId, actor), partnerId, "partnership_approved"),
);

export const reject = operatorAction(aPartner.extend({ reason: partnershipNote }), async ({ partnerId, reason }, { actor }) =>
  told(await rejectPartnership(partnerId, reason, actor), partnerId, "partnership_rejected"),
);

export const suspend = operatorAction(aPartner, async ({ partnerId }, { actor }) =>
  told(await suspendPartner(partnerId, actor), partnerId, "partner_suspended"),
);

export const resume = operatorAction(aPartner, async ({ partnerId }, { actor }) =>
  told(await resumePartner(partnerId, actor), partnerId, "partner_resumed"),
);

export const changeShare = operatorAction(aPartner.extend(shareChange.shape), async ({ partnerId, share, from }, { actor }) => {
  const changed = await scheduleShare(partnerId, { basisPoints: toBasisPoints(share), from }, actor);
  if (changed.ok) return saying(`/operator/partners/${partnerId}`, changed.value.scheduled ? "share_changed" : "share_kept");
  const sentence = (await words("payoffs.refusals"))(changed.reason);
  return changed.reason === "share_in_the_past" ? refusedField("from", sentence) : refusedForm(sentence);
});

export const keepTheShare = operatorAction(aPartner, async ({ partnerId }, { actor }) => {
  const kept = await keepShare(partnerId, actor);
  return kept.ok ? saying(`/operator/partners/${partnerId}`, "share_kept") : refusedForm((await words("payoffs.refusals"))(kept.reason));
});

async function told(outcome: Result<unknown, PartnershipRefusal>, partnerId: string, key: Parameters<typeof saying>[1]): Promise<Answer> {
  return outcome.ok ? saying(`/operator/partners/${partnerId}`, key) : refusedPartnership(outcome.reason);
}
