/** The door of the purchases' room: who may enter which app, from when until when. */
export { accessPrice, getFreeAccess, grantAccess, revokeAccess } from "./change-access";
export { type AccessEntry, type AccessState, accessState, listAccess } from "./list-access";
