/** The door of protocol 3. Nothing else of this room is imported from outside (dependency-cruiser checks it). */
export { apiClientInput } from "./client-input";
export { createApiClient, disableApiClient, enableApiClient, findApiClientNamed, rotateApiClientSecret } from "./manage";
