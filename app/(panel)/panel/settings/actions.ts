"use server";

import { z } from "zod";
import { requestLanguage } from "@/lib/words";
import { momentInWords } from "@/lib/words/formats";
import { developerAction } from "@/lib/accounts/panel-actions";
import { done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { partnerSummary, scheduleTimeZone, timeZoneName } from "@/lib/partners";

export const chooseTimeZone = developerAction(
  "time_zone.set",
  z.object({ timeZone: timeZoneName }),
  async ({ timeZone }, { partnerId, actor }) => {
    const chosen = await scheduleTimeZone(partnerId, timeZone, actor);
    if (!chosen.ok)
      return chosen.reason === "time_zone_unknown"
        ? refusedField("timeZone", "This time zone is not known here. Choose one from the list.")
        : refusedForm("Your organisation is not there any more.");
    if (chosen.value.scheduled === null) return done(`The time zone stays ${timeZone}.`);
    const zone = (await partnerSummary(partnerId))?.timeZone ?? "UTC";
    return done(`The time zone becomes ${timeZone} at ${momentInWords(chosen.value.scheduled.from, zone, await requestLanguage())}.`);
  },
);
