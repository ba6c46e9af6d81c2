"use server";

import { z } from "zod";
import { refusedPartnership } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { partnershipNote, requestPartnership } from "@/lib/partners";

const asking = z.object({ note: z.preprocess((typed) => (typed === "" ? null : typed), partnershipNote.nullable()) });

export const askForPartnership = developerAction("partnership.request", asking, async ({ note }, { partnerId, actor }) => {
  const asked = await requestPartnership(partnerId, note, actor);
  return asked.ok ? saying("/panel/partnership", "partnership_asked") : refusedPartnership(asked.reason);
});
