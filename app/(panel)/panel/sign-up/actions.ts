"use server";

import { cookies } from "next/headers";
import { tooManyAttempts } from "@/app/wait-in-words";
import { TYPED_EMAIL_COOKIE } from "@/lib/accounts/panel-cookies";
import { done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { publicAction } from "@/lib/forms/public-action";
import { takeAllowance } from "@/lib/limits/allowances";
import { mailIsSetUp } from "@/lib/mail/outbox";
import { partnerInput, createPartner } from "@/lib/partners";
import { requestLanguage, words } from "@/lib/words";

const fields = partnerInput.pick({ name: true, email: true, password: true });

/** Makes an organisation with its owner's account. What is the operator's alone to decide is no field of this form. */
export const signUpPartner = publicAction(fields, async ({ name, email, password }, { clientAddress }) => {
  const seconds = await takeAllowance("sign-up", clientAddress);
  if (seconds !== null) return refusedForm(await tooManyAttempts(seconds));
  const made = await createPartner({ name, email, password }, "self", await requestLanguage());
  const t = await words("accounts");
  // Whose address it is reads in a mail that there is an account, and how to get in. Who only tries addresses reads nothing of it.
  if (!made.ok) return mailIsSetUp() ? done(t("signUp.lookIntoMailbox", { email })) : refusedField("email", t("signUp.taken"));
  // The form signs in by itself; where it cannot, the sign-in page knows the address at least.
  (await cookies()).set(TYPED_EMAIL_COOKIE, email, { path: "/panel/sign-in", maxAge: 300, httpOnly: true, sameSite: "lax" });
  return done(t("panelSignUp.done"), { email });
});
