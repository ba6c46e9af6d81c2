"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import type { Answer } from "@/lib/forms/form-state";
import { refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { confirmPurchase, refundPurchase, rejectPurchase } from "@/lib/purchases";
import { words } from "@/lib/words";
import { purchasesPath, readFilter } from "./purchase-filter";

// Besides the purchase, the filter of the list that it stands in: the operator comes back to that.
const aPurchase = z.object({
  purchaseId: z.string().refine(isId),
  state: z.string().max(20).optional(),
  user: z.string().max(320).optional(),
});

export const confirm = operatorAction(aPurchase, async ({ purchaseId, ...list }, { actor }) => {
  const confirmed = await confirmPurchase(purchaseId, actor);
  return confirmed.ok ? saying(purchasesPath(readFilter(list)), "purchase_confirmed") : refused(confirmed.reason);
});

export const reject = operatorAction(aPurchase, async ({ purchaseId, ...list }, { actor }) => {
  const rejected = await rejectPurchase(purchaseId, actor);
  return rejected.ok ? saying(purchasesPath(readFilter(list)), "purchase_rejected") : refused(rejected.reason);
});

export const refund = operatorAction(aPurchase, async ({ purchaseId, ...list }, { actor }) => {
  const refunded = await refundPurchase(purchaseId, actor);
  return refunded.ok ? saying(purchasesPath(readFilter(list)), "purchase_refunded") : refused(refunded.reason);
});

type Refusal = "purchase_unknown" | "purchase_not_pending" | "purchase_not_confirmed" | "purchase_free";

async function refused(reason: Refusal): Promise<Answer> {
  return refusedForm((await words("purchases.refused"))(reason));
}
