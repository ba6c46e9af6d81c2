"use server";

import { z } from "zod";
import { refusedPairing } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { word } from "@/lib/core/word";
import { done } from "@/lib/forms/form-state";
import { rotatePairingKey } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { overlapNames, overlaps } from "../../../overlaps";
import { chosenKey, keyFields } from "../../pairing-form";
import { aPairing } from "../a-pairing";

const aRotation = aPairing
  .extend({ overlap: z.enum(overlapNames, { error: word("forms.pairing.overlap") }), ...keyFields })
  .transform(({ pairingId, overlap, ...key }, context) => ({ pairingId, overlap, signatureKey: chosenKey(key, context) }));

/** Gives a pairing a new Signature Key. One that we made is shown now and never again. */
export const rotate = developerAction(
  "pairing.change",
  aRotation,
  async ({ pairingId, overlap, signatureKey }, { partnerId, actor }) => {
    const rotated = await rotatePairingKey(pairingId, partnerId, { overlapSeconds: overlaps[overlap], signatureKey }, actor);
    if (!rotated.ok) return refusedPairing(rotated.reason);
    if (signatureKey !== null) return saying(`/panel/pairings/${pairingId}`, "pairing_key_rotated");
    return done((await words("pairings.rotate"))("made"), { key: rotated.value.signatureKey });
  },
  { once: true },
);
