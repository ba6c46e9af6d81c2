"use server";

import { z } from "zod";
import { resetAccountPassword } from "@/lib/accounts/reset-password";
import { newPassword } from "@/lib/core/password";
import { goTo } from "@/lib/forms/form-state";
import { publicAction } from "@/lib/forms/public-action";

import { requestLanguage } from "@/lib/words";

const fields = z.object({ token: z.string(), password: newPassword });

// Whoever comes too late sees the page of a link that is over.
export const choosePassword = publicAction(fields, async ({ token, password }) => {
  const chosen = await resetAccountPassword(token, password, await requestLanguage());
  return goTo(chosen.ok ? "/panel/reset-password?done=1" : "/panel/reset-password");
});
