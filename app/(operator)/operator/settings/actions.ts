"use server";

import { z } from "zod";
import { operatorAction } from "@/lib/accounts/panel-actions";
import { done } from "@/lib/forms/form-state";
import { setTokenAudience, tokenAudienceInput } from "@/lib/protocols/external-token";
import { launchTokenLifeRange, setLaunchTokenLife } from "@/lib/protocols/launch-token";
import { switchAllPortalLinks } from "@/lib/protocols/portal-link";
import { monthsKeptInput, setMonthsKept } from "@/lib/statistics";
import { words } from "@/lib/words";

// An empty field would be read as the number 0.
const filledIn = (typed: unknown) => (typed === "" ? undefined : typed);
const life = z.object({ seconds: z.preprocess(filledIn, launchTokenLifeRange) });
const kept = z.object({ months: z.preprocess(filledIn, monthsKeptInput) });

export const changeLife = operatorAction(life, async ({ seconds }, { actor }) => {
  await setLaunchTokenLife(seconds, actor);
  return done((await words("operator.settings"))("changed", { seconds }));
});

export const changeAudience = operatorAction(z.object({ audience: tokenAudienceInput }), async ({ audience }, { actor }) => {
  await setTokenAudience(audience, actor);
  return done((await words("operator.settings"))("audienceChanged", { audience }));
});

export const switchPortalLinksOff = operatorAction(z.object({}), async (_nothing, { actor }) => {
  await switchAllPortalLinks(true, actor);
  return done((await words("portalLinks.operator"))("switchedOff"));
});

export const switchPortalLinksOn = operatorAction(z.object({}), async (_nothing, { actor }) => {
  await switchAllPortalLinks(false, actor);
  return done((await words("portalLinks.operator"))("switchedOn"));
});

export const changeMonthsKept = operatorAction(kept, async ({ months }, { actor }) => {
  await setMonthsKept(months, actor);
  return done((await words("operator.settings"))("keptChanged", { months }));
});
