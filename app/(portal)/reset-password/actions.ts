"use server";

import { z } from "zod";

import { newPassword } from "@/lib/core/password";
import { goTo } from "@/lib/forms/form-state";
import { publicAction } from "@/lib/forms/public-action";
import { resetPassword } from "@/lib/people";
import { requestLanguage } from "@/lib/words";

const fields = z.object({ token: z.string(), password: newPassword });

// Whoever comes too late sees the page of a link that is over.
export const choosePassword = publicAction(fields, async ({ token, password }) => {
  const chosen = await resetPassword(token, password, await requestLanguage());
  return goTo(chosen.ok ? "/reset-password?done=1" : "/reset-password");
});
