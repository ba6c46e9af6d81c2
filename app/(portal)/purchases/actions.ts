"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { goTo } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { endUserAction } from "@/lib/people/end-user-action";
import { cancelPurchase } from "@/lib/purchases";

const aPurchase = z.object({ purchaseId: z.string().refine(isId) });

export const cancel = endUserAction(aPurchase, async ({ purchaseId }, { endUser, actor }) => {
  const cancelled = await cancelPurchase(endUser.id, purchaseId, actor);
  // The form may be gone from the page that comes now, so the page says it.
  return cancelled.ok ? saying("/purchases", "purchase_cancelled") : goTo(`/purchases?refused=${cancelled.reason}`);
});
