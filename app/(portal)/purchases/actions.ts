"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { endUserAction } from "@/lib/people/end-user-action";
import { cancelPurchase } from "@/lib/purchases";
import { words } from "@/lib/words";

const aPurchase = z.object({ purchaseId: z.string().refine(isId) });

export const cancel = endUserAction(aPurchase, async ({ purchaseId }, { endUser, actor }) => {
  const cancelled = await cancelPurchase(endUser.id, purchaseId, actor);
  if (cancelled.ok) return saying("/purchases", "purchase_cancelled");
  return refusedForm((await words("purchases.refused"))(cancelled.reason));
});
