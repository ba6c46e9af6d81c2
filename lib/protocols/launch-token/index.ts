/** The door of protocol 1. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { bearerTokenInput, type BearerTokenInput, type BearerTokenSummary, createBearerToken, listBearerTokens, revokeBearerToken } from "./manage";
export { type LaunchRefusal, launchRefusals, type RedemptionRefusal, redemptionRefusals } from "./refusals";
export { type Launch, launch, redemptionRoute } from "./service";
export { launchTokenLife, launchTokenLifeRange, setLaunchTokenLife } from "./settings";
