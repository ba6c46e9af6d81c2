"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { appRefusalSentences, discardDraft, findApp, submitApp, withdrawApp } from "@/lib/apps";
import { environment } from "@/lib/env";
import { done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { createTestUser, findTestUser, testUserInput } from "@/lib/people";
import { launch, launchRefusals, launchTokenLife } from "@/lib/protocols/launch-token";
import { anApp } from "./an-app";

export const submitForReview = developerAction("app.submit", anApp, async ({ appId }, { partnerId, actor }) => {
  const submitted = await submitApp(partnerId, appId, actor);
  return submitted.ok ? saying(`/panel/apps/${appId}`, "app_submitted") : refusedForm(appRefusalSentences[submitted.reason]);
});

export const withdraw = developerAction("app.submit", anApp, async ({ appId }, { partnerId, actor }) => {
  const withdrawn = await withdrawApp(partnerId, appId, actor);
  return withdrawn.ok ? saying(`/panel/apps/${appId}`, "app_withdrawn") : refusedForm(appRefusalSentences[withdrawn.reason]);
});

export const discard = developerAction("app.edit", anApp, async ({ appId }, { partnerId, actor }) => {
  const discarded = await discardDraft(partnerId, appId, actor);
  return discarded.ok ? saying(`/panel/apps/${appId}`, "app_discarded") : refusedForm(appRefusalSentences[discarded.reason]);
});

const newTestUser = testUserInput.extend({
  // Only to come back to its page: a test user is the partner's, not the app's.
  ...anApp.shape,
  email: z.preprocess((typed) => (typed === "" ? undefined : typed), testUserInput.shape.email),
});

export const addTestUser = developerAction(
  "app.test",
  newTestUser,
  async ({ appId, ...input }, { partnerId, actor }) => {
    const made = await createTestUser(partnerId, input, actor);
    return made.ok
      ? saying(`/panel/apps/${appId}`, "test_user_made")
      : refusedField("email", "One of your test users has this e-mail already.");
  },
  { once: true },
);

const aLaunch = anApp.extend({ testUser: z.string({ error: "Choose a test user." }).refine(isId, "Choose a test user.") });

/** Shows the one-time URL instead of redirecting to it: the page's `form-action` is ourselves alone. */
export const testLaunch = developerAction(
  "app.test",
  aLaunch,
  async ({ appId, testUser }, { partnerId, request }) => {
    const [app, user] = await Promise.all([findApp(appId, partnerId), findTestUser(partnerId, testUser)]);
    if (!app) return refusedForm(appRefusalSentences.app_unknown);
    if (!user) return refusedField("testUser", "There is no such test user of yours.");
    const launched = await launch({ appId: app.id, endUserId: user.id, test: true, requestId: request.requestId });
    if (!launched.ok) return refusedForm(`${launchRefusals[launched.reason].partnerSentence} ${launchRefusals[launched.reason].remedy}`);
    const { url, token } = launched.value;
    const command = `curl -H "Authorization: Bearer <your bearer token>" ${environment().publicUrl}/api/authorization/${token}`;
    return done("The one-time URL is made.", { url, command, life: String(await launchTokenLife()) });
  },
  { once: true },
);
