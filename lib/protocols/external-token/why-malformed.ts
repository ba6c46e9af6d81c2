import { LONGEST_JWS } from "@/lib/core/compact-jws";

/** What keeps a token from being read, as far as it can be told. */
export type Malformation = "too_long" | "not_three_parts" | "not_base64url" | "signature_length" | "not_one_spelling" | "not_strict_json";

const SIGNATURE_LETTERS = 43;

/** Says why `readCompactJws` takes a text for no token; only to be asked when it does. Pure. */
export function whyMalformed(text: string): Malformation {
  if (text.length > LONGEST_JWS) return "too_long";
  const parts = text.split(".");
  if (parts.length !== 3 || parts.includes("")) return "not_three_parts";
  if (parts.some((part) => !/^[A-Za-z0-9_-]+$/.test(part))) return "not_base64url";
  if (parts[2]?.length !== SIGNATURE_LETTERS) return "signature_length";
  if (parts.some((part) => Buffer.from(part, "base64url").toString("base64url") !== part)) return "not_one_spelling";
  return "not_strict_json";
}
