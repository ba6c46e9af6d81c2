"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import { refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { resumeEndUser, suspendEndUser } from "@/lib/people";
import { words } from "@/lib/words";

const aUser = z.object({ userId: z.string().refine(isId) });

export const suspend = operatorAction(aUser, async ({ userId }, { actor }) => {
  const suspended = await suspendEndUser(userId, actor);
  return suspended.ok
    ? saying(`/operator/users?user=${userId}`, "user_suspended")
    : refusedForm((await words("operator.users.refusals"))(suspended.reason));
});

export const resume = operatorAction(aUser, async ({ userId }, { actor }) => {
  const resumed = await resumeEndUser(userId, actor);
  return resumed.ok
    ? saying(`/operator/users?user=${userId}`, "user_resumed")
    : refusedForm((await words("operator.users.refusals"))(resumed.reason));
});
