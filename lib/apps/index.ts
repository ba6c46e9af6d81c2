/** The door of the apps' room: what a partner offers, its revisions on their way into the catalogue, the catalogue. */
export { type AppInput, appInput, firstLine } from "./app-input";
export { readIcon, setIcon } from "./app-icon";
export { catalogue, type CatalogueEntry, findInCatalogue, serviceOrigin } from "./catalogue";
export { createApp } from "./create-app";
export { discardDraft, editApp, submitApp, withdrawApp } from "./edit-app";
export { type AppRevision, type AppView, findApp, listApps, listAppsForReview } from "./find-app";
export { drawIcon, MOST_ICON_BYTES } from "./icon-image";
export { publishApp, rejectApp, resumeApp, reviewNote, suspendApp } from "./review-app";
export type { AppRefusal } from "./refusals";
export { categoriesOnOffer, searchCatalogue } from "./search-catalogue";
