import type { Actor } from "../events/audit";
import { newId } from "../id";
import { type PairingProposal, proposePairing } from "../protocols/paired-launch";
import { anAddress, granted, someone } from "./fixtures";

/** What somebody says of a pairing, as far as a test does not care. */
export function aProposal(more: Partial<PairingProposal> = {}): PairingProposal {
  return { psClientId: `shop-${newId()}`, email: anAddress(), signatureKey: null, ...more };
}

/** Proposes a pairing for a partner; as the operator, who is not limited, unless told otherwise. */
export async function aProposedPairing(
  partnerId: string,
  more: Partial<PairingProposal> = {},
  actor: Actor = someone,
): Promise<{ pairingId: string; psClientId: string; signatureKey: string }> {
  const proposal = aProposal(more);
  return { ...granted(await proposePairing(partnerId, proposal, actor)), psClientId: proposal.psClientId };
}
