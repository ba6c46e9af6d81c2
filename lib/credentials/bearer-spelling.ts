import { checkPrefixedToken } from "@/lib/crypto/token";

/** Prefix of a bearer token, by which a leak is recognised. */
export const BEARER_PREFIX = "lk_live";

/** True for what is spelled like a bearer token of ours. The checksum refuses mistyped and invented ones before the database is asked. */
export function isBearerSpelling(text: string): boolean {
  return checkPrefixedToken(BEARER_PREFIX, text);
}
