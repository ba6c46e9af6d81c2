/** The door of protocol 1. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export {
  bearerTokenInput,
  type BearerTokenSummary,
  bearerTokenName,
  createBearerToken,
  listBearerTokens,
  revokeBearerToken,
} from "./manage";
export { type LaunchRefusal, launchRefusals, type RedemptionRefusal, redemptionRefusals } from "./refusals";
export { launch, redemptionRoute } from "./service";
export { launchTokenLife, launchTokenLifeRange, setLaunchTokenLife } from "./settings";
export { tellLaunchChecks, tellRedemptionChecks } from "./tell-checks";
