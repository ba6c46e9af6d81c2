import { notFound } from "next/navigation";
import { cache } from "react";
import { requireOperator } from "@/lib/accounts/current-account";
import { isId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";

/** The partner that the page is about, for an operator. */
export const findPartnerOr404 = cache(async (partnerId: string) => {
  const operator = await requireOperator();
  const partner = isId(partnerId) ? await partnerSummary(partnerId) : null;
  return partner ? { operator, partner } : notFound();
});
