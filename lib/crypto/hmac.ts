import { createHmac, hash, timingSafeEqual } from "node:crypto";

/**
 * True when `hex` (64 digits of either case) is HMAC-SHA-256 of `message` under `secret`, both as UTF-8. It takes the same
 * time whatever the digits are.
 */
export function isHmacHex(secret: string, message: string, hex: string): boolean {
  const expected = createHmac("sha256", secret).update(message, "utf8").digest();
  const given = Buffer.from(hex, "hex");
  return given.length === expected.length && hex.length === 2 * expected.length && timingSafeEqual(given, expected);
}

/** SHA-256 of bytes, as 64 hex digits of lower case: what a signature says of a body. */
export function bodyDigest(body: Uint8Array): string {
  return hash("sha256", body, "hex");
}
