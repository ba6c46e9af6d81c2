/** The door of protocol 4. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export {
  findPairingNamed,
  listPairings,
  type PairingDetail,
  pairingDetail,
  type PairingFilter,
  type PairingKeyView,
  pairingName,
  type PairingState,
  pairingStates,
  type PairingView,
} from "./list-pairings";
export { pairTestUser, type PairingProposal, type ProposalRefusal, proposePairing } from "./manage";
export { pairingInput, signatureKey } from "./pairing-input";
export { listPairingsOf, listProposals, type OwnPairing, type ProposedPairing } from "./pairings-of-user";
export { resealPairingKeys } from "./reseal-keys";
export { endPreviousPairingKey, rotatePairingKey } from "./rotate-key";
export { confirmPairing, declinePairing, endPairing } from "./settle-pairing";
