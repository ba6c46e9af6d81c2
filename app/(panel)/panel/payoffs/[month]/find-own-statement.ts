import { notFound } from "next/navigation";
import { cache } from "react";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { findStatement } from "@/lib/payoffs";

/** The statement of a month of the developer's own partner; a page that there is not, where there can be none. */
export const findOwnStatement = cache(async (month: string) => {
  const developer = await requireDeveloper();
  const calendar = await partnerCalendar(developer.partnerId);
  const found = await findStatement(developer.partnerId, month, calendar);
  return found.ok ? { developer, calendar, statement: found.value } : notFound();
});
