"use server";

import { z } from "zod";
import { goTo, refusedField } from "@/lib/forms/form-state";
import { ownPath } from "@/lib/forms/own-path";
import { publicAction } from "@/lib/forms/public-action";
import { endUserInput, signUp as makeAccount } from "@/lib/people";
import { portalGrounds } from "@/lib/people/end-user-action";
import { signInEndUser } from "@/lib/people/session-cookie";

const fields = endUserInput.extend({
  name: z.preprocess((typed) => (typed === "" ? undefined : typed), endUserInput.shape.name),
  next: z.string().optional(),
});

export const signUp = publicAction(fields, async ({ next, ...input }) => {
  const made = await makeAccount(input);
  if (!made.ok) return refusedField("email", "There is an account with this e-mail already. Sign in with it instead.");
  await signInEndUser(made.value.endUserId);
  return goTo(ownPath(next, portalGrounds) ?? "/");
});
