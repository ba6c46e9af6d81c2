import type { Whose } from "@/app/statistics/whose";
import { ofPartner } from "@/app/statistics/whose-statistics";
import { isId } from "@/lib/id";
import { findPartner } from "@/lib/partners";

/** A partner's statistics for the operator; null: there is no such partner. */
export async function ofNamedPartner(partnerId: string): Promise<Whose | null> {
  const partner = isId(partnerId) ? await findPartner(partnerId) : null;
  return partner && ofPartner(partner, `/operator/partners/${partner.id}/statistics`, false);
}
