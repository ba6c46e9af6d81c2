"use server";

import { z } from "zod";
import { tooManyAttempts } from "@/app/wait-in-words";
import { ownPath } from "@/lib/forms/own-path";
import { goTo, refusedField, refusedForm } from "@/lib/forms/form-state";
import { publicAction } from "@/lib/forms/public-action";
import { admitSignIn, forgiveSignIn } from "@/lib/limits/sign-ins";
import { checkEndUserCredentials } from "@/lib/people";
import { portalGrounds } from "@/lib/people/end-user-action";
import { signInEndUser } from "@/lib/people/session-cookie";
import { words } from "@/lib/words";

const credentials = z.object({ email: z.string().trim().catch(""), password: z.string().catch(""), next: z.string().optional() });

export const signIn = publicAction(credentials, async ({ email, password, next }, { clientAddress }) => {
  const t = await words("accounts");
  if (email === "") return refusedField("email", t("fields.enterEmail"));
  if (password === "") return refusedField("password", t("fields.enterPassword"));
  const guess = { realm: "people", account: email, clientAddress } as const;
  const seconds = await admitSignIn(guess);
  if (seconds !== null) return refusedForm(await tooManyAttempts(seconds));
  const user = await checkEndUserCredentials(email, password);
  if (!user) return refusedField("password", t("signIn.wrong"));
  await forgiveSignIn(guess);
  await signInEndUser(user.endUserId);
  return goTo(ownPath(next, portalGrounds) ?? "/");
});
