/** The door of protocol 4. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { findPairingNamed } from "./list-pairings";
export { endPreviousPairingKey, type PairingProposal, type ProposalRefusal, proposePairing, rotatePairingKey } from "./manage";
export { pairingInput, psClientId, signatureKey } from "./pairing-input";
export { resealPairingKeys } from "./reseal-keys";
export { confirmPairing, declinePairing, endPairing } from "./settle-pairing";
