"use server";

import { z } from "zod";
import { refusedIssuer } from "@/app/refusals";
import { developerAction } from "@/lib/accounts/panel-actions";
import { word } from "@/lib/core/word";
import { done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import { examineToken, findOwnIssuer, makeTestToken, testTokenMistakes } from "@/lib/protocols/external-token";
import { requestLanguage, words } from "@/lib/words";
import { someTestUser } from "../../../some-test-user";
import { anIssuer } from "../an-issuer";
import { tellExamination } from "./tell-examination";

// A link around a token of the longest kind, and what else comes along with it.
const LONGEST_PASTED = 12_000;

const aToken = anIssuer.extend({
  pasted: z
    .string({ error: word("workbench.examine.missing") })
    .refine((text) => text.trim() !== "", word("workbench.examine.missing"))
    .max(LONGEST_PASTED, word("workbench.examine.tooLong")),
});

/** Looks at a pasted token. Nothing is used up or written; the token goes back into the form it came from, and nowhere else. */
export const examine = developerAction("issuer.examine", aToken, async ({ issuerId, pasted }, { partnerId }) => {
  const [examined, issuer, partner] = await Promise.all([
    examineToken(pasted, issuerId, partnerId),
    findOwnIssuer(issuerId, partnerId),
    partnerSummary(partnerId),
  ]);
  if (!examined.ok || !issuer) return refusedIssuer("issuer_unknown");
  const reader = { iss: issuer.iss, zone: partner?.timeZone ?? "UTC", language: await requestLanguage() };
  return done(null, { pasted, examination: JSON.stringify(tellExamination(examined.value, reader)) });
});

const wanted = anIssuer.extend({
  // Absent while there is none yet: then one is made.
  testUser: z.string().refine(isId, word("forms.testUser.missing")).optional(),
  mistake: z.preprocess((chosen) => (chosen === "" || chosen === undefined ? null : chosen), z.enum(testTokenMistakes).nullable()),
});

/** Signs a token for a test user; it is shown this once. Only this POST makes one: a link would be followed by whatever looks ahead. */
export const makeToken = developerAction(
  "issuer.test",
  wanted,
  async ({ issuerId, testUser, mistake }, { partnerId, actor }) => {
    const t = await words("workbench.make");
    // Nobody gets a test user by somebody else's issuer.
    if (!(await findOwnIssuer(issuerId, partnerId))) return refusedIssuer("issuer_unknown");
    const testUserId = testUser ?? (await someTestUser(partnerId, t("defaultUser"), actor));
    const made = await makeTestToken(issuerId, partnerId, { testUserId, mistake }, actor);
    if (!made.ok && made.reason === "test_user_unknown") return refusedField("testUser", t("noSuchUser"));
    if (!made.ok) return made.reason === "key_expired" ? refusedForm(t("keyEnded")) : refusedIssuer("issuer_unknown");
    const { token, link, lifeSeconds } = made.value;
    return done(t("made"), { token, link, life: t("lives", { seconds: lifeSeconds }) });
  },
  { once: true },
);
