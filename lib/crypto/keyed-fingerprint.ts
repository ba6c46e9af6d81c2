import { createHmac } from "node:crypto";
import { deriveKey, type KeyLabel } from "./keys";

/**
 * By what a sealed secret is known again without being opened: HMAC-SHA-256 under a key of its own label. Whoever has the
 * database alone cannot try weak secrets against it, as they could against a plain hash.
 * @returns 32 bytes
 */
export function keyedFingerprint(label: KeyLabel, secret: string): Buffer {
  return createHmac("sha256", deriveKey(label)).update(secret).digest();
}
