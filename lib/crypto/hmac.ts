import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** HMAC-SHA-256 of `message` under `secret`, both as UTF-8: 64 hex digits of lower case. */
export function hmacHex(secret: string, message: string): string {
  return createHmac("sha256", secret).update(message, "utf8").digest("hex");
}

/**
 * True when `hex` (64 digits of either case) is HMAC-SHA-256 of `message` under `secret`, both as UTF-8. It takes the same
 * time whatever the digits are.
 */
export function isHmacHex(secret: string, message: string, hex: string): boolean {
  const expected = createHmac("sha256", secret).update(message, "utf8").digest();
  const given = Buffer.from(hex, "hex");
  return given.length === expected.length && hex.length === 2 * expected.length && timingSafeEqual(given, expected);
}

/**
 * True when `mac` is HMAC-SHA-256 of `message` (of a text its UTF-8) under `key`, or its first half: of less than that, letter after letter
 * could be guessed. It takes the same time whatever the bytes are.
 */
export function isHmac(key: string | Uint8Array, message: string | Uint8Array, mac: Uint8Array): boolean {
  const expected = createHmac("sha256", key).update(message).digest();
  if (mac.length !== expected.length && mac.length !== expected.length / 2) return false;
  return timingSafeEqual(mac, expected.subarray(0, mac.length));
}

/** True when `digest` is SHA-256 of `text` (UTF-8), or its first half; as {@link isHmac}. */
export function isSha256(text: string, digest: Uint8Array): boolean {
  const expected = hash("sha256", text, "buffer");
  if (digest.length !== expected.length && digest.length !== expected.length / 2) return false;
  return timingSafeEqual(digest, expected.subarray(0, digest.length));
}

/** SHA-256 of bytes, as 64 hex digits of lower case: what a signature says of a body. */
export function bodyDigest(body: Uint8Array): string {
  return hash("sha256", body, "hex");
}
