"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { partnerSummary, scheduleTimeZone, timeZoneName } from "@/lib/partners";
import { requestLanguage, words } from "@/lib/words";
import { momentInWords } from "@/lib/words/formats";

export const chooseTimeZone = developerAction(
  "time_zone.set",
  z.object({ timeZone: timeZoneName }),
  async ({ timeZone }, { partnerId, actor }) => {
    const t = await words("panel.settings");
    const chosen = await scheduleTimeZone(partnerId, timeZone, actor);
    if (!chosen.ok) return chosen.reason === "time_zone_unknown" ? refusedField("timeZone", t("unknown")) : refusedForm(t("partnerGone"));
    if (chosen.value.scheduled === null) return done(t("stays", { zone: timeZone }));
    const zone = (await partnerSummary(partnerId))?.timeZone ?? "UTC";
    return done(t("becomes", { zone: timeZone, at: momentInWords(chosen.value.scheduled.from, zone, await requestLanguage()) }));
  },
);

/** Chooses the zone in force, which takes a change back that has not come into force yet. */
export const keepTimeZone = developerAction("time_zone.set", z.object({}), async (_nothing, { partnerId, actor }) => {
  const inForce = (await partnerSummary(partnerId))?.timeZone;
  const kept = inForce === undefined ? null : await scheduleTimeZone(partnerId, inForce, actor);
  return kept?.ok === true ? saying("/panel/settings", "time_zone_kept") : refusedForm((await words("panel.settings"))("partnerGone"));
});
