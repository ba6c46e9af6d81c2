"use server";

import { z } from "zod";
import { refusedApp } from "@/app/refusals";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import { type AppRefusal, publishApp, rejectApp, resumeApp, reviewNote, suspendApp } from "@/lib/apps";
import type { Result } from "@/lib/core/result";
import type { Answer } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";

const anApp = z.object({ appId: z.string().refine(isId) });
// What the operator looked at: a later submission is not approved unseen.
const reviewed = anApp.extend({ submittedAt: z.iso.datetime().transform((text) => new Date(text)) });

export const approveApp = operatorAction(reviewed, async ({ appId, submittedAt }, { actor }) =>
  told(await publishApp(appId, actor, { submittedAt }), "app_published"),
);

export const sendBack = operatorAction(anApp.extend({ note: reviewNote }), async ({ appId, note }, { actor }) =>
  told(await rejectApp(appId, note, actor), "app_sent_back"),
);

export const suspend = operatorAction(anApp, async ({ appId }, { actor }) => told(await suspendApp(appId, actor), "app_suspended", appId));

export const resume = operatorAction(anApp, async ({ appId }, { actor }) => told(await resumeApp(appId, actor), "app_resumed", appId));

// The app that was looked for is shown again.
async function told(outcome: Result<unknown, AppRefusal>, key: Parameters<typeof saying>[1], appId?: string): Promise<Answer> {
  return outcome.ok ? saying(`/operator/apps${appId === undefined ? "" : `?app=${appId}`}`, key) : refusedApp(outcome.reason);
}
