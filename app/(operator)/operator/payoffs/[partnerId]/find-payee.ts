import { notFound } from "next/navigation";
import { cache } from "react";
import { requireOperator } from "@/lib/accounts/current-account";
import { isId } from "@/lib/id";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { partnerSummary } from "@/lib/partners";
import { findStatement } from "@/lib/payoffs";

/** The partner that the page is about, with its calendar, for an operator. */
export const findPayee = cache(async (partnerId: string) => {
  const operator = await requireOperator();
  const partner = isId(partnerId) ? await partnerSummary(partnerId) : null;
  return partner ? { operator, partner, calendar: await partnerCalendar(partner.id) } : notFound();
});

/** The statement of one of its months. */
export const findPayeeStatement = cache(async (partnerId: string, month: string) => {
  const payee = await findPayee(partnerId);
  const found = await findStatement(payee.partner.id, month, payee.calendar);
  return found.ok ? { ...payee, statement: found.value } : notFound();
});
