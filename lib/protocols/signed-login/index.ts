/** The door of protocol 3. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { apiClientInput } from "./client-input";
export { acceptanceRoute, enrolmentRoute } from "./enrol";
export { apiClientName, createApiClient, disableApiClient, enableApiClient, findApiClientNamed, rotateApiClientSecret } from "./manage";
export { type CallRefusal, callRefusals, type EnrolmentRefusal, enrolmentRefusals, TERMS_REQUIRED } from "./refusals";
export { portalEntryRoute, portalRoute } from "./portal";
export { resealClientSecrets } from "./reseal-secrets";
export { signedLoginRoute } from "./service";
export { sessionRoute } from "./session";
export { tellCallChecks } from "./tell-checks";
