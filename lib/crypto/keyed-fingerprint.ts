import { createHmac } from "node:crypto";
import { type KeyLabel, openingKeys } from "./keys";

/**
 * By what a sealed secret is known again without being opened: HMAC-SHA-256 under a key of its own label. Whoever has the
 * database alone cannot try weak secrets against it, as they could against a plain hash.
 * @returns 32 bytes each: first the one to be stored, then that under the previous master secret, if there is one
 */
export function keyedFingerprints(label: KeyLabel, secret: string): readonly [Buffer, ...Buffer[]] {
  const [stored, ...former] = openingKeys(label).map((key) => createHmac("sha256", key).update(secret).digest());
  if (stored === undefined) throw new Error("there is always a current key");
  return [stored, ...former];
}
