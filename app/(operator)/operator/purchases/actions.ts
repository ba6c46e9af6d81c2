"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import { type Answer, goTo } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { confirmPurchase, refundPurchase, rejectPurchase } from "@/lib/purchases";
import { purchasesPath, readFilter } from "./purchase-filter";

// Besides the purchase, the filter of the list that it stands in: the operator comes back to that.
const aPurchase = z.object({
  purchaseId: z.string().refine(isId),
  state: z.string().max(20).optional(),
  user: z.string().max(320).optional(),
});

export const confirm = operatorAction(aPurchase, async ({ purchaseId, ...list }, { actor }) => {
  const confirmed = await confirmPurchase(purchaseId, actor);
  return confirmed.ok ? saying(purchasesPath(readFilter(list)), "purchase_confirmed") : refused(list, confirmed.reason);
});

export const reject = operatorAction(aPurchase, async ({ purchaseId, ...list }, { actor }) => {
  const rejected = await rejectPurchase(purchaseId, actor);
  return rejected.ok ? saying(purchasesPath(readFilter(list)), "purchase_rejected") : refused(list, rejected.reason);
});

export const refund = operatorAction(aPurchase, async ({ purchaseId, ...list }, { actor }) => {
  const refunded = await refundPurchase(purchaseId, actor);
  return refunded.ok ? saying(purchasesPath(readFilter(list)), "purchase_refunded") : refused(list, refunded.reason);
});

/** The form of the step is gone from the list that comes now, so the page says it. */
function refused(list: Parameters<typeof readFilter>[0], reason: string): Answer {
  return goTo(`${purchasesPath(readFilter(list))}&refused=${reason}`);
}
