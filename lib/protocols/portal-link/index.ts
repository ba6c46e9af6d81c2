/** The door of protocol 5. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { portalKeyInput } from "./key-input";
export { COUNTED_DAYS, listPortalKeys, portalKeyText, type PortalKeyView } from "./list-keys";
export { createPortalKey, findPortalKeyNamed, revokePortalKey } from "./manage";
export { type LinkRefusal, linkRefusals } from "./refusals";
export { portalLinkRoute } from "./service";
export { partnerLinksOffAt, portalLinksOff, switchAllPortalLinks, switchPartnerLinks } from "./settings";
export { tellLinkChecks } from "./tell-checks";
export { MIGRATION_GUIDE } from "./wire";
