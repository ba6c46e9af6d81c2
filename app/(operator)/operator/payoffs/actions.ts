"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import { type Answer, goTo, refusedField } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { type CloseRefusal, closeMonth, correctPayment, isMonth, paymentInput, type PaymentRefusal, payStatement } from "@/lib/payoffs";
import { words } from "@/lib/words";

const aMonth = z.object({ partnerId: z.string().refine(isId), month: z.string().refine(isMonth) });
const aPayment = aMonth.extend(paymentInput.shape);

export const close = operatorAction(aMonth, async ({ partnerId, month }, { actor }) => {
  const closed = await closeMonth(partnerId, month, await partnerCalendar(partnerId), actor);
  return closed.ok ? saying(pathOf(partnerId, month), "month_closed") : refused(partnerId, month, closed.reason);
});

export const pay = operatorAction(aPayment, async ({ partnerId, month, ...payment }, { actor }) => {
  const paid = await payStatement(partnerId, month, payment, await partnerCalendar(partnerId), actor);
  return paid.ok ? saying(pathOf(partnerId, month), "month_paid") : refused(partnerId, month, paid.reason);
});

export const correct = operatorAction(aPayment, async ({ partnerId, month, ...payment }, { actor }) => {
  const corrected = await correctPayment(partnerId, month, payment, await partnerCalendar(partnerId), actor);
  return corrected.ok ? saying(pathOf(partnerId, month), "payment_corrected") : refused(partnerId, month, corrected.reason);
});

/** But for a date, which can be mended in its field: the form of the step may be gone from the page that comes now, so that says it. */
async function refused(partnerId: string, month: string, reason: CloseRefusal | PaymentRefusal): Promise<Answer> {
  if (reason === "payment_date") return refusedField("on", (await words("payoffs.refusals"))(reason));
  return goTo(`${pathOf(partnerId, month)}?refused=${reason}`);
}

function pathOf(partnerId: string, month: string): string {
  return `/operator/payoffs/${partnerId}/${month}`;
}
