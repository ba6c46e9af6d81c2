/** The door of protocol 3. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { endPreviousSecret, updateApiClient } from "./change-client";
export { apiClientInput } from "./client-input";
export { countSessionTokens, endClientSessions, endUserSessions, externalIdInput, MOST_COUNTED } from "./end-sessions";
export { acceptanceRoute, enrolmentRoute } from "./enrol";
export { type Examination, examineCall } from "./examine-call";
export { type ApiClientView, findOwnApiClient, listApiClientNames, listApiClients } from "./list-clients";
export { endClientLink, listClientLinks, restoreClientLink } from "./links";
export { apiClientName, createApiClient, disableApiClient, enableApiClient, findApiClientNamed, rotateApiClientSecret } from "./manage";
export { type PastedCall, readPastedCall } from "./read-pasted-call";
export { type CallRefusal, callRefusals, type EnrolmentRefusal, enrolmentRefusals, TERMS_REQUIRED } from "./refusals";
export { portalEntryRoute, portalRoute } from "./portal";
export { resealClientSecrets } from "./reseal-secrets";
export { signedLoginRoute } from "./service";
export { sessionRoute } from "./session";
export { tellCallChecks } from "./tell-checks";
