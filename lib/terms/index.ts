/** The door of the terms' room: what the operator publishes, what is in force, who has accepted what. */
export { type Acceptance, findReceipt, listAcceptances, listAcceptancesOf, type Receipt } from "./acceptances";
export { setMandatory, withdrawVersion } from "./change-terms";
export { changedSections } from "./changed-sections";
export { findDocument, findVersion, listDocuments, type TermsDocument, type VersionOf, type VersionTexts } from "./documents";
export { type DraftPreview, findDraft, previewDraft, publishDraft, saveDraft } from "./drafts";
export { acceptTerms, type DueTerms, listDueTerms } from "./due-terms";
export { listInForce, type TermsInForce } from "./in-force";
export { findVersionNamed } from "./find-version";
export { publishTerms } from "./publish-terms";
export { shownTerms, shownTermsText } from "./shown-terms";
export { type TermsInput, termsInput } from "./terms-input";
