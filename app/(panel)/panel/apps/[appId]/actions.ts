"use server";

import { z } from "zod";
import { refusedApp, refusedLaunch } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { discardDraft, findApp, submitApp, withdrawApp } from "@/lib/apps";
import { word } from "@/lib/core/word";
import { environment } from "@/lib/env";
import { done, refusedField } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { createTestUser, findTestUser, testUserInput } from "@/lib/people";
import { launch, launchTokenLife } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";
import { anApp } from "./an-app";

export const submitForReview = developerAction("app.submit", anApp, async ({ appId }, { partnerId, actor }) => {
  const submitted = await submitApp(partnerId, appId, actor);
  return submitted.ok ? saying(`/panel/apps/${appId}`, "app_submitted") : refusedApp(submitted.reason);
});

export const withdraw = developerAction("app.submit", anApp, async ({ appId }, { partnerId, actor }) => {
  const withdrawn = await withdrawApp(partnerId, appId, actor);
  return withdrawn.ok ? saying(`/panel/apps/${appId}`, "app_withdrawn") : refusedApp(withdrawn.reason);
});

export const discard = developerAction("app.edit", anApp, async ({ appId }, { partnerId, actor }) => {
  const discarded = await discardDraft(partnerId, appId, actor);
  return discarded.ok ? saying(`/panel/apps/${appId}`, "app_discarded") : refusedApp(discarded.reason);
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
    return made.ok ? saying(`/panel/apps/${appId}`, "test_user_made") : refusedField("email", (await words("apps.test"))("emailTaken"));
  },
  { once: true },
);

const aLaunch = anApp.extend({
  testUser: z.string({ error: word("forms.testUser.missing") }).refine(isId, word("forms.testUser.missing")),
});

/** Shows the one-time URL instead of redirecting to it: the page's `form-action` is ourselves alone. */
export const testLaunch = developerAction(
  "app.test",
  aLaunch,
  async ({ appId, testUser }, { partnerId, request }) => {
    const t = await words("apps.test");
    const [app, user] = await Promise.all([findApp(appId, partnerId), findTestUser(partnerId, testUser)]);
    if (!app) return refusedApp("app_unknown");
    if (!user) return refusedField("testUser", t("noSuchUser"));
    const launched = await launch({ appId: app.id, endUserId: user.id, test: true, requestId: request.requestId });
    if (!launched.ok) return refusedLaunch(launched.reason);
    const { url, token } = launched.value;
    const command = `curl -H "Authorization: Bearer ${t("yourToken")}" ${environment().publicUrl}/api/authorization/${token}`;
    return done(t("made"), { url, command, once: t("once", { seconds: await launchTokenLife() }) });
  },
  { once: true },
);
