"use server";

import { z } from "zod";
import { refusedApp, refusedLaunch } from "@/app/refusals";
import { developerAction } from "@/lib/accounts/panel-actions";
import { policyRefusal } from "@/lib/accounts/panel-policy";
import { policySentence } from "@/lib/accounts/policy-sentence";
import { findApp } from "@/lib/apps";
import { word } from "@/lib/core/word";
import { environment } from "@/lib/env";
import type { Actor } from "@/lib/events/audit";
import { done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { createTestUser, findTestUser, listTestUsers } from "@/lib/people";
import { createBearerToken, launch, launchTokenLife } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";
import { anApp } from "../an-app";

const wanted = anApp.extend({
  // Absent while there is none yet: then one is made.
  testUser: z.string().refine(isId, word("forms.testUser.missing")).optional(),
  generate: z.literal("bearer").optional(),
});

/** Mints a login token for a test user and, if asked to, the bearer token to redeem it with; each is shown this once. */
export const makeTestToken = developerAction(
  "app.test",
  wanted,
  async ({ appId, testUser, generate }, developer) => {
    const { partnerId, actor, request } = developer;
    const t = await words("quickStart");
    const app = await findApp(appId, partnerId);
    if (!app) return refusedApp("app_unknown");
    const refusal = generate === undefined ? null : policyRefusal(developer, "bearer_token.create");
    if (refusal !== null) return refusedForm(await policySentence(refusal));
    const endUserId =
      testUser === undefined ? await someTestUser(partnerId, t("token.defaultUser"), actor) : (await findTestUser(partnerId, testUser))?.id;
    if (endUserId === undefined) return refusedField("testUser", t("token.noSuchUser"));
    const launched = await launch({ appId: app.id, endUserId, test: true, requestId: request.requestId });
    if (!launched.ok) return refusedLaunch(launched.reason);
    const bearer = generate === undefined ? null : await newBearer(partnerId, t("token.bearerName"), actor);
    const command = `curl -i -H "Authorization: Bearer ${bearer ?? "$LATCHKEY_TOKEN"}" "${environment().publicUrl}/api/authorization/${launched.value.token}"`;
    return done(t("token.made"), { command, life: String(await launchTokenLife()), ...(bearer === null ? {} : { bearer }) });
  },
  { once: true },
);

async function someTestUser(partnerId: string, name: string, actor: Actor): Promise<string> {
  const [first] = await listTestUsers(partnerId);
  if (first) return first.id;
  const made = await createTestUser(partnerId, { name }, actor);
  if (!made.ok) throw new Error("a generated address was taken");
  return made.value.endUserId;
}

async function newBearer(partnerId: string, name: string, actor: Actor): Promise<string> {
  const made = await createBearerToken(partnerId, { name, scopes: ["redeem"], expiresAt: null }, actor);
  if (!made.ok) throw new Error("a bearer token without an end was in the past");
  return made.value.token;
}
