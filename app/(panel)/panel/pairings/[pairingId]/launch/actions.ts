"use server";

import { z } from "zod";
import { refusedPairing } from "@/app/refusals";
import { developerAction } from "@/lib/accounts/panel-actions";
import { word } from "@/lib/core/word";
import { isTokenSpelling } from "@/lib/crypto/token";
import { type Answer, done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { makeTestLaunch, pairingDetail, type SigningRefusal, signLaunch } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { aPairing } from "../a-pairing";

/**
 * Makes a launch URL for a test user of the partner's own, token and all. Not for a real one: nobody becomes an end user in the
 * panel by one click.
 */
export const makeLaunch = developerAction(
  "pairing.launch",
  aPairing,
  async ({ pairingId }, { partnerId, actor, request }) => {
    const t = await words("pairings.launch");
    const pairing = await pairingDetail(pairingId, partnerId);
    if (!pairing) return refusedPairing("pairing_unknown");
    if (pairing.testUser === null) return refusedForm(t("refusals.notTest"));
    const made = await makeTestLaunch({ pairingId, partnerId }, actor, request.requestId);
    if (made.ok) return done(t("made"), { url: made.value.url, signedText: made.value.signedText });
    return refusedForm((await words("pairings.refusals"))(made.reason === "pairing_ended" ? "pairing_ended" : "pairing_unknown"));
  },
  { once: true },
);

const aToken = aPairing.extend({
  accessToken: z
    .string({ error: word("forms.pairing.accessToken") })
    .trim()
    .refine(isTokenSpelling, word("forms.pairing.accessToken")),
});

/** Signs a launch URL for an access token that the partner's server has obtained. */
export const sign = developerAction("pairing.launch", aToken, async ({ pairingId, accessToken }, { partnerId, actor, request }) => {
  const signed = await signLaunch({ pairingId, partnerId, accessToken }, actor, request.requestId);
  if (!signed.ok) return refusedSigning(signed.reason);
  return done((await words("pairings.launch"))("signed"), signed.value);
});

async function refusedSigning(reason: SigningRefusal): Promise<Answer> {
  if (reason === "pairing_unknown" || reason === "pairing_ended") return refusedPairing(reason);
  if (reason === "pairing_not_confirmed") return refusedForm((await words("pairings.refusals"))(reason));
  return refusedField("accessToken", (await words("pairings.launch.refusals"))(reason));
}
