/** The door of protocol 4. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export {
  findPairingNamed,
  listPairings,
  type PairingDetail,
  pairingDetail,
  type PairingFilter,
  type PairingKeyView,
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
export { examineLaunch } from "./examine-launch";
export { type LaunchExamination, type LaunchHint, launchHints } from "./examine-launch-url";
export { type LaunchFinding, type LaunchMistake, launchMistakes } from "./explain-launch";
export { heldLaunchRoute, launchRoute } from "./launch";
export { makeTestLaunch, type TestLaunch } from "./make-test-launch";
export { obtainRoute } from "./obtain";
export { pairingName } from "./pairing-name";
export { type LaunchRefusal, launchRefusals, type ObtainingRefusal, obtainingRefusals } from "./refusals";
export { tellLaunchUrlChecks, tellObtainingChecks } from "./tell-checks";
export { signLaunch, type SigningRefusal } from "./sign-launch";
