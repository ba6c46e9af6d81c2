"use server";

import { z } from "zod";
import { refusedPartnership } from "@/app/refusals";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import type { Result } from "@/lib/core/result";
import type { Answer } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import {
  approvePartnership,
  partnershipNote,
  type PartnershipRefusal,
  rejectPartnership,
  resumePartner,
  suspendPartner,
} from "@/lib/partners";

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

async function told(outcome: Result<unknown, PartnershipRefusal>, partnerId: string, key: Parameters<typeof saying>[1]): Promise<Answer> {
  return outcome.ok ? saying(`/operator/partners/${partnerId}`, key) : refusedPartnership(outcome.reason);
}
