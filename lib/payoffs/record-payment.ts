import { z } from "zod";
import { now } from "@/lib/clock";
import { line } from "@/lib/core/plain-text";
import { accept, refuse, type Result } from "@/lib/core/result";
import { word } from "@/lib/core/word";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";
import type { PayoffCalendar } from "./month";
import type { Payment } from "./statement";

/** What an operator says of a payment: the day, and by what it is found in the bank's books. */
export const paymentInput = z.object({ on: z.iso.date({ error: word("forms.date.missing") }), reference: line(80, "reference") });

/** Why a payment is not written down. `payment_date`: it lies in the future, or before the end of the month. */
export type PaymentRefusal = "partner_unknown" | "month_not_closed" | "month_paid" | "month_not_paid" | "payment_date";

/**
 * Writes down that a closed statement was paid, once: a second payment is refused.
 * @param calendar the partner's: no payment is dated after its today
 */
export async function payStatement(
  partnerId: string,
  month: string,
  payment: Payment,
  calendar: PayoffCalendar,
  actor: Actor,
): Promise<Result<{ status: "paid" }, PaymentRefusal>> {
  return writePayment("pay", partnerId, month, payment, calendar, actor);
}

/** Mends a slip of the pen in a payment that was written down; the audit trail keeps both. */
export async function correctPayment(
  partnerId: string,
  month: string,
  payment: Payment,
  calendar: PayoffCalendar,
  actor: Actor,
): Promise<Result<{ status: "paid" }, PaymentRefusal>> {
  return writePayment("correct", partnerId, month, payment, calendar, actor);
}

type Before = { paid_on: string | null; payment_reference: string | null; ends_at: Date };

async function writePayment(
  step: "pay" | "correct",
  partnerId: string,
  month: string,
  { on, reference }: Payment,
  calendar: PayoffCalendar,
  actor: Actor,
): Promise<Result<{ status: "paid" }, PaymentRefusal>> {
  if (!isId(partnerId)) return refuse("partner_unknown");
  return transaction(async (tx) => {
    const [before] = await tx.$queryRaw<Before[]>`
      SELECT paid_on::text, payment_reference, ends_at FROM payoff_statements
       WHERE partner_id = ${partnerId}::uuid AND month = ${month} FOR NO KEY UPDATE`;
    if (!before) return refuse("month_not_closed");
    const lastDay = calendar.dayAt(before.ends_at.getTime() - 1).date;
    if (on < lastDay || on > calendar.dayAt(now().getTime()).date) return refuse("payment_date");
    const written = await tx.$executeRaw`
      UPDATE payoff_statements SET paid_on = ${on}::date, payment_reference = ${reference}
       WHERE partner_id = ${partnerId}::uuid AND month = ${month} AND (paid_on IS NOT NULL) = ${step === "correct"}`;
    if (written === 0) return refuse(step === "pay" ? "month_paid" : "month_not_paid");
    await recordAudit(tx, {
      actor,
      action: step === "pay" ? "payoff.paid" : "payoff.payment_corrected",
      partnerId,
      subjectId: partnerId,
      before: { month, paidOn: before.paid_on, reference: before.payment_reference },
      after: { month, paidOn: on, reference },
    });
    return accept({ status: "paid" });
  });
}
