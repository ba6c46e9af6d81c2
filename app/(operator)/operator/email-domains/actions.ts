"use server";

import { z } from "zod";
import { refusedEmailDomain } from "@/app/refusals";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import { isId } from "@/lib/id";
import { approveEmailDomain, declineEmailDomain, declineNote, emailDomain } from "@/lib/protocols/external-token";

const aDomain = z.object({ issuerId: z.string().refine(isId), domain: emailDomain });
// An approval is taken back on its partner's page, and that page then says so.
const declined = aDomain.extend({ note: declineNote, partnerId: z.string().refine(isId).optional() });

export const approveDomain = operatorAction(aDomain, async ({ issuerId, domain }, { actor }) => {
  const approved = await approveEmailDomain(issuerId, domain, actor);
  return approved.ok ? saying("/operator/email-domains", "email_domain_approved") : refusedEmailDomain(approved.reason);
});

export const declineDomain = operatorAction(declined, async ({ issuerId, domain, note, partnerId }, { actor }) => {
  const done = await declineEmailDomain(issuerId, domain, note, actor);
  const back = partnerId === undefined ? "/operator/email-domains" : `/operator/partners/${partnerId}`;
  return done.ok ? saying(back, "email_domain_declined") : refusedEmailDomain(done.reason);
});
