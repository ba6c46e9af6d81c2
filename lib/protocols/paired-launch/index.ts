/** The door of protocol 4. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { findPairingNamed, listPairings, type PairingDetail, pairingDetail, pairingStates, type PairingView } from "./list-pairings";
export { pairTestUser, type PairingProposal, type ProposalRefusal, proposePairing } from "./manage";
export { pairingInput, signatureKey } from "./pairing-input";
export { listPairingsOf, listProposals, type ProposedPairing } from "./pairings-of-user";
export { resealPairingKeys } from "./reseal-keys";
export { endPreviousPairingKey, rotatePairingKey } from "./rotate-key";
export { confirmPairing, declinePairing, endPairing } from "./settle-pairing";
export { examineLaunch } from "./examine-launch";
export type { LaunchExamination } from "./examine-launch-url";
export type { LaunchFinding } from "./explain-launch";
export { heldLaunchRoute, launchRoute } from "./launch";
export { makeTestLaunch } from "./make-test-launch";
export { obtainRoute } from "./obtain";
export { pairingName } from "./pairing-name";
export { type LaunchRefusal, launchRefusals, type ObtainingRefusal, obtainingRefusals } from "./refusals";
export { tellLaunchUrlChecks, tellObtainingChecks } from "./tell-checks";
export { signLaunch, type SigningRefusal } from "./sign-launch";
