import { createPairings } from "./pairings";
import { roomComparison } from "./room-comparison";
import { launchVariant } from "./variants/paired-launch";

/** Paired launches: finding whose access token it is, checking what was signed, letting its user in. */
export const pairedLaunch = roomComparison("raw node:http + pg", createPairings, launchVariant);
