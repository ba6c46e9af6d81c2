"use server";

import { z } from "zod";
import { waitInWords } from "@/app/wait-in-words";
import { ownPath } from "@/lib/forms/own-path";
import { goTo, refusedField, refusedForm } from "@/lib/forms/form-state";
import { publicAction } from "@/lib/forms/public-action";
import { admitSignIn, forgiveSignIn } from "@/lib/limits/sign-ins";
import { checkEndUserCredentials } from "@/lib/people";
import { portalGrounds } from "@/lib/people/end-user-action";
import { signInEndUser } from "@/lib/people/session-cookie";

const credentials = z.object({
  email: z.string({ error: "Enter your e-mail." }).trim().min(1, "Enter your e-mail."),
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password."),
  next: z.string().optional(),
});

export const signIn = publicAction(credentials, async ({ email, password, next }, { clientAddress }) => {
  const guess = { realm: "people", account: email, clientAddress } as const;
  const seconds = await admitSignIn(guess);
  if (seconds !== null) return refusedForm(`There were too many attempts. Wait ${waitInWords(String(seconds))}, then try again.`);
  const user = await checkEndUserCredentials(email, password);
  if (!user) return refusedField("password", "No account has this e-mail and this password. Mind capital letters, and type it again.");
  await forgiveSignIn(guess);
  await signInEndUser(user.endUserId);
  return goTo(ownPath(next, portalGrounds) ?? "/");
});
