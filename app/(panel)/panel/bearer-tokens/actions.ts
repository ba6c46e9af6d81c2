"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import { bearerTokenInput, createBearerToken, revokeBearerToken } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";
import { endOfDay } from "./end-of-day";

const newToken = bearerTokenInput.omit({ expiresAt: true }).extend({
  // One ticked box arrives as a text, several as a list, none as nothing.
  scopes: z.preprocess(
    (ticked) => (ticked === undefined ? [] : Array.isArray(ticked) ? (ticked as unknown[]) : [ticked]),
    bearerTokenInput.shape.scopes,
  ),
  lastDay: z.string().default(""),
});

export const generateToken = developerAction(
  "bearer_token.create",
  newToken,
  async ({ name, scopes, lastDay }, { partnerId, actor }) => {
    const t = await words("panel.bearerTokens");
    const zone = (await partnerSummary(partnerId))?.timeZone ?? "UTC";
    const expiresAt = lastDay === "" ? null : endOfDay(lastDay, zone);
    if (lastDay !== "" && expiresAt === null) return refusedField("lastDay", t("dayMalformed"));
    const made = await createBearerToken(partnerId, { name, scopes, expiresAt }, actor);
    if (!made.ok) return refusedField("lastDay", t("dayOver"));
    return done(t("generatedSentence"), { token: made.value.token });
  },
  { once: true },
);

const aToken = z.object({ tokenId: z.string().refine(isId) });

export const revokeToken = developerAction("bearer_token.revoke", aToken, async ({ tokenId }, { partnerId, actor }) => {
  const revoked = await revokeBearerToken(tokenId, partnerId, actor);
  return revoked.ok ? saying("/panel/bearer-tokens", "token_revoked") : refusedForm((await words("panel.bearerTokens"))("unknown"));
});
