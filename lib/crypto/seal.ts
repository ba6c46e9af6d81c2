import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey, type KeyLabel, openingKeys } from "./keys";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts text for storage (AES-256-GCM, a random 96-bit nonce). @param bound what the text belongs to, such as a row's id:
 * sealed text that is moved elsewhere does not open there
 */
export function seal(label: KeyLabel, bound: string, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(label), nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]));
}

/**
 * The text that {@link seal} was given; null when it was sealed under a master secret that is neither the current nor the previous
 * one, for something else, or was changed.
 */
export function unseal(label: KeyLabel, bound: string, sealed: Uint8Array): string | null {
  const bytes = Buffer.from(sealed);
  for (const key of openingKeys(label)) {
    const text = unsealWith(key, bound, bytes);
    if (text !== null) return text;
  }
  return null;
}

/** The same text under the current master secret: `sealed` itself when it is that already; null when it does not open here. */
export function reseal(label: KeyLabel, bound: string, sealed: Uint8Array): Uint8Array | null {
  if (unsealWith(deriveKey(label), bound, Buffer.from(sealed)) !== null) return sealed;
  const text = unseal(label, bound, sealed);
  return text === null ? null : seal(label, bound, text);
}

function unsealWith(key: Buffer, bound: string, bytes: Buffer): string | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
