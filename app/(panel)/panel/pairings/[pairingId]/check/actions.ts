"use server";

import { z } from "zod";
import { refusedPairing } from "@/app/refusals";
import { tooManyAttempts } from "@/app/wait-in-words";
import { developerAction } from "@/lib/accounts/panel-actions";
import { word } from "@/lib/core/word";
import { refusedField, refusedForm, told } from "@/lib/forms/form-state";
import { examineLaunch } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { aPairing } from "../a-pairing";
import { tellLaunch } from "./tell-launch";

const LONGEST_PASTED = 16_384;
const aLaunch = aPairing.extend({
  pasted: z
    .string({ error: word("forms.pairing.nothingPasted") })
    .refine((text) => text.trim() !== "", word("forms.pairing.nothingPasted"))
    .max(LONGEST_PASTED, word("forms.pairing.tooMuch")),
});

/** Says of a pasted launch URL which check fails and how its signature was made. Nothing is used up, changed or kept. */
export const check = developerAction("pairing.examine", aLaunch, async ({ pairingId, pasted }, { partnerId, request }) => {
  const examined = await examineLaunch(pasted, { pairingId, partnerId, clientAddress: request.clientAddress });
  if (!examined.ok && examined.reason === "too_many_guesses") return refusedForm(await tooManyAttempts(null));
  if (!examined.ok) return refusedPairing("pairing_unknown");
  if (!examined.value.recognised) return refusedField("pasted", (await words("pairings.check"))("notRecognised"));
  return told({ found: JSON.stringify(await tellLaunch(examined.value)) });
});
