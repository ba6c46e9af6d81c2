"use server";

import { cookies } from "next/headers";
import { TYPED_EMAIL_COOKIE } from "@/lib/accounts/panel-cookies";
import { done, refusedField } from "@/lib/forms/form-state";
import { publicAction } from "@/lib/forms/public-action";
import { partnerInput, createPartner } from "@/lib/partners";

/** Makes an organisation with its owner's account. What is the operator's alone to decide is no field of this form. */
export const signUpPartner = publicAction(partnerInput.pick({ name: true, email: true, password: true }), async (input) => {
  const made = await createPartner({ name: input.name, email: input.email, password: input.password }, "self");
  if (!made.ok) return refusedField("email", "There is an account with this e-mail already. Sign in with it instead.");
  // The form signs in by itself; where it cannot, the sign-in page knows the address at least.
  (await cookies()).set(TYPED_EMAIL_COOKIE, input.email, { path: "/panel/sign-in", maxAge: 300, httpOnly: true, sameSite: "lax" });
  return done("Your organisation is signed up.", { email: input.email });
});
