/** The door of protocol 2. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { endPreviousKey, issuerSettings, updateIssuer } from "./change-issuer";
export {
  addEmailDomain,
  approveEmailDomain,
  declineEmailDomain,
  declineNote,
  emailDomain,
  type EmailDomainRefusal,
  listWaitingDomains,
  removeEmailDomain,
  type WaitingDomain,
} from "./email-domains";
export { type Examination, examineToken } from "./examine-token";
export { findIssuerNamed, issuerName, listIssuerNames } from "./find-issuer";
export { issuerInput, sharedKey } from "./issuer-input";
export { type EmailDomainView, findOwnIssuer, type IssuerKeyView, type IssuerView, listIssuers } from "./list-issuers";
export { findLogoutPage, type LogoutPage } from "./logout-page";
export { endLink, listLinks, restoreLink } from "./links";
export { makeTestToken, testTokenMistakes } from "./make-test-token";
export { createIssuer, disableIssuer, enableIssuer, rotateIssuerKey } from "./manage";
export { type TokenRefusal, tokenRefusals } from "./refusals";
export { resealIssuerKeys } from "./reseal-keys";
export { externalTokenRoute, heldTokenRoute } from "./service";
export { setTokenAudience, tokenAudience, tokenAudienceInput } from "./settings";
export { suggestIssuerName } from "./suggest-name";
export { tellTokenChecks } from "./tell-checks";
