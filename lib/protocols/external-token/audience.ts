/** Where the operator's choice is stored. */
export const AUDIENCE_SETTING = "external-token.audience";
const DEFAULT_AUDIENCE = "farfalla";

/** Whom a token has to be for (seed, "aud"). @param setting as it is stored; what is no text, nobody has chosen */
export function readAudience(setting: unknown): string {
  return typeof setting === "string" ? setting : DEFAULT_AUDIENCE;
}
