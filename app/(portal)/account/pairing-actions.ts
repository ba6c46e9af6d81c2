"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { type Answer, refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { endUserAction } from "@/lib/people/end-user-action";
import { confirmPairing, declinePairing, endPairing } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";

const aPairing = z.object({ pairingId: z.string().refine(isId) });

export const confirmProposal = endUserAction(aPairing, async ({ pairingId }, { endUser, actor }) => {
  const confirmed = await confirmPairing(pairingId, endUser.id, actor);
  return confirmed.ok ? saying("/account", "pairing_confirmed") : changed();
});

export const declineProposal = endUserAction(aPairing, async ({ pairingId }, { endUser }) => {
  const declined = await declinePairing(pairingId, endUser.id);
  return declined.ok ? saying("/account", "pairing_declined") : changed();
});

export const endOwnPairing = endUserAction(aPairing, async ({ pairingId }, { endUser, sessionId }) => {
  const ended = await endPairing(pairingId, { kind: "end_user", endUserId: endUser.id, keptSessionId: sessionId });
  return ended.ok ? saying("/account", "link_ended") : changed();
});

// Confirmed, declined, taken back or ended meanwhile, or somebody else's, which is like one that never was.
async function changed(): Promise<Answer> {
  return refusedForm((await words("links"))("unknown"));
}
