"use server";

import { z } from "zod";
import { done, goTo, refusedForm } from "@/lib/forms/form-state";
import { confirmEmail, resendConfirmation } from "@/lib/people";
import { endUserAction } from "@/lib/people/end-user-action";
import { requestLanguage, words } from "@/lib/words";

// Whose address it is can be told before the documents are accepted: neither needs the other.
const beforeTerms = { beforeTerms: true };

export const confirm = endUserAction(
  z.object({ token: z.string() }),
  async ({ token }, { endUser }) => {
    const confirmed = await confirmEmail(endUser.id, token);
    // Without the link: there is no further use for it in an address.
    if (confirmed.ok) return goTo("/confirm-email");
    const t = await words("accounts.confirm");
    return refusedForm(confirmed.reason === "email_taken" ? t("taken") : `${t("overTitle")}. ${t("over")}`);
  },
  beforeTerms,
);

export const resend = endUserAction(
  z.object({}),
  async (_nothing, { endUser }) => {
    const sent = await resendConfirmation(endUser.id, await requestLanguage());
    const t = await words("accounts.notice");
    if (sent.ok) return done(t("sent", { email: sent.value.email }));
    return refusedForm(t(sent.reason === "too_many_mails" ? "tooManyMails" : "alreadyConfirmed"));
  },
  beforeTerms,
);
