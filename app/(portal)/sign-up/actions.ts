"use server";

import { z } from "zod";
import { tooManyAttempts } from "@/app/wait-in-words";
import { done, goTo, refusedField, refusedForm } from "@/lib/forms/form-state";
import { ownPath } from "@/lib/forms/own-path";
import { publicAction } from "@/lib/forms/public-action";
import { takeAllowance } from "@/lib/limits/allowances";
import { mailIsSetUp } from "@/lib/mail/outbox";
import { endUserInput, signUp as makeAccount } from "@/lib/people";
import { portalGrounds } from "@/lib/people/end-user-action";
import { signInEndUser } from "@/lib/people/session-cookie";
import { acceptTerms, listInForce, shownTerms } from "@/lib/terms";
import { requestLanguage, requestLanguages, words } from "@/lib/words";

const fields = endUserInput.extend({
  name: z.preprocess((typed) => (typed === "" ? undefined : typed), endUserInput.shape.name),
  next: z.string().optional(),
  consent: z.string().optional(),
  shown: shownTerms,
});

export const signUp = publicAction(fields, async ({ next, consent, shown, ...input }, { clientAddress, requestId }) => {
  const mustConsent = (await listInForce(null, await requestLanguages())).some(({ mandatory }) => mandatory);
  if (mustConsent && consent !== "yes") return refusedField("consent", (await words("terms.signUp"))("missing"));
  const seconds = await takeAllowance("sign-up", clientAddress);
  if (seconds !== null) return refusedForm(await tooManyAttempts(seconds));
  const made = await makeAccount(input, await requestLanguage(), async (tx, endUserId) => {
    // A version that was published while they typed is not accepted unseen: then /terms asks, before anything else.
    if (consent === "yes") await acceptTerms(tx, endUserId, shown, { source: "sign_up", sessionId: null, requestId });
  });
  if (made.ok) {
    await signInEndUser(made.value.endUserId);
    return goTo(ownPath(next, portalGrounds) ?? "/");
  }
  // Whose address it is reads in a mail that there is an account, and how to get in. Who only tries addresses reads nothing of it.
  const t = await words("accounts.signUp");
  return mailIsSetUp() ? done(t("lookIntoMailbox", { email: input.email })) : refusedField("email", t("taken"));
});
