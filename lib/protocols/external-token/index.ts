/** The door of protocol 2. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { findIssuerNamed, issuerName } from "./find-issuer";
export { issuerInput } from "./issuer-input";
export { createIssuer, disableIssuer, enableIssuer, rotateIssuerKey } from "./manage";
export { type TokenRefusal, tokenRefusals } from "./refusals";
export { resealIssuerKeys } from "./reseal-keys";
export { externalTokenRoute, heldTokenRoute } from "./service";
export { setTokenAudience, tokenAudience, tokenAudienceInput } from "./settings";
export { tellTokenChecks } from "./tell-checks";
