import { createIssuers } from "./issuers";
import { roomComparison } from "./room-comparison";
import { arrivalVariant } from "./variants/external-token";

/** Arrivals by a partner's token: reading it, finding its issuer, checking it, letting its user in. */
export const externalToken = roomComparison("raw node:http + jose + pg", createIssuers, arrivalVariant);
