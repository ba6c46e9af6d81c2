/** The door of protocol 4. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { examineLaunch } from "./examine-launch";
export { type LaunchExamination, type LaunchHint, launchHints } from "./examine-launch-url";
export { type LaunchFinding, type LaunchMistake, launchMistakes } from "./explain-launch";
export { heldLaunchRoute, launchRoute } from "./launch";
export { makeTestLaunch, type TestLaunch } from "./make-test-launch";
export { obtainRoute } from "./obtain";
export { pairingName } from "./pairing-name";
export { type LaunchRefusal, launchRefusals, type ObtainingRefusal, obtainingRefusals } from "./refusals";
export { tellLaunchUrlChecks, tellObtainingChecks } from "./tell-checks";
