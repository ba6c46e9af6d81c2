"use server";

import { z } from "zod";
import { accountAction } from "@/lib/accounts/account-action";
import { confirmAccount, resendAccountConfirmation } from "@/lib/accounts/confirm-account";
import { done, goTo, refusedForm } from "@/lib/forms/form-state";
import { requestLanguage, words } from "@/lib/words";

export const confirm = accountAction(z.object({ token: z.string() }), async ({ token }, account) => {
  const confirmed = await confirmAccount(account.id, token);
  // Without the link: there is no further use for it in an address.
  if (confirmed.ok) return goTo("/panel/confirm-email");
  const t = await words("accounts.confirm");
  return refusedForm(`${t("overTitle")}. ${t("over")}`);
});

export const resend = accountAction(z.object({}), async (_nothing, account) => {
  const sent = await resendAccountConfirmation(account.id, await requestLanguage());
  const t = await words("accounts.notice");
  if (sent.ok) return done(t("sent", { email: sent.value.email }));
  return refusedForm(t(sent.reason === "too_many_mails" ? "tooManyMails" : "alreadyConfirmed"));
});
