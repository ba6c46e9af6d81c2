import type { PartnershipRefusal } from "@/lib/partners";

/** What to tell whoever tried a step of a partnership that was refused. */
export const partnershipSentences: Readonly<Record<PartnershipRefusal, string>> = {
  partner_unknown: "There is no such partner.",
  partner_suspended: "This partner is suspended.",
  already_requested: "Partnership was asked for already.",
  already_active: "The partnership is active already.",
  not_requested: "This partner does not ask for partnership.",
  already_suspended: "The partner is suspended already.",
  not_suspended: "The partner is not suspended.",
};
