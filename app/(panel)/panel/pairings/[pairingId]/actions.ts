"use server";

import { refusedPairing } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { endPairing, endPreviousPairingKey } from "@/lib/protocols/paired-launch";
import { aPairing } from "./a-pairing";

export const end = developerAction("pairing.stop", aPairing, async ({ pairingId }, { partnerId, account }) => {
  const ended = await endPairing(pairingId, { kind: "partner", partnerId, accountId: account.id });
  return ended.ok ? saying(`/panel/pairings/${pairingId}`, "pairing_ended") : refusedPairing(ended.reason);
});

export const endPrevious = developerAction("pairing.stop", aPairing, async ({ pairingId }, { partnerId, actor }) => {
  const ended = await endPreviousPairingKey(pairingId, partnerId, actor);
  return ended.ok ? saying(`/panel/pairings/${pairingId}`, "previous_pairing_key_ended") : refusedPairing(ended.reason);
});
