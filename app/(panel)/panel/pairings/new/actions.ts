"use server";

import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { type Answer, done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { pairTestUser, type ProposalRefusal, proposePairing } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { newPairingForm } from "../pairing-form";

/** Proposes a pairing. A key that we made is shown now and never again; one that was brought along is known already. */
export const propose = developerAction(
  "pairing.create",
  newPairingForm,
  async ({ email, testUserId, psClientId, signatureKey }, { partnerId, actor }) => {
    const t = await words("pairings.new");
    const made =
      email === null
        ? await pairTestUser(partnerId, { psClientId, testUserId, signatureKey }, actor)
        : await proposePairing(partnerId, { psClientId, email, signatureKey }, actor);
    if (!made.ok) return refusedProposal(made.reason);
    const { pairingId, signatureKey: key } = made.value;
    if (signatureKey !== null) return saying(`/panel/pairings/${pairingId}`, email === null ? "pairing_made" : "pairing_proposed");
    return done(email === null ? t("madeTest") : t("made", { email }), { key, pairingId });
  },
  { once: true },
);

async function refusedProposal(reason: ProposalRefusal | "test_user_unknown"): Promise<Answer> {
  const t = await words("pairings.refusals");
  if (reason === "ps_client_id_taken") return refusedField("psClientId", t(reason));
  if (reason === "test_user_unknown") return refusedField("testUser", t(reason));
  return refusedForm(t(reason));
}
