import { createApiClients } from "./api-clients";
import { roomComparison } from "./room-comparison";
import { loginVariant } from "./variants/signed-login";

/** Logins by a partner's signed call: checking it, signing its user in, making out a session token. */
export const signedLogin = roomComparison("raw node:http + jose + pg", createApiClients, loginVariant);
