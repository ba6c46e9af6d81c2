"use server";

import { z } from "zod";
import { partnershipSentences } from "@/app/partnership-sentences";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { refusedForm } from "@/lib/forms/form-state";
import { partnershipNote, requestPartnership } from "@/lib/partners";

const asking = z.object({ note: z.preprocess((typed) => (typed === "" ? null : typed), partnershipNote.nullable()) });

export const askForPartnership = developerAction("partnership.request", asking, async ({ note }, { partnerId, actor }) => {
  const asked = await requestPartnership(partnerId, note, actor);
  return asked.ok ? saying("/panel/partnership", "partnership_asked") : refusedForm(partnershipSentences[asked.reason]);
});
