"use server";

import { z } from "zod";
import { leaveFor } from "@/lib/forms/form-state";
import { endUserAction } from "@/lib/people/end-user-action";
import { signOutEndUser } from "@/lib/people/session-cookie";

export const signOut = endUserAction(z.object({}), async () => {
  await signOutEndUser();
  return leaveFor("/");
});
