import { compactDecrypt, CompactEncrypt, errors } from "jose";
import { hash } from "node:crypto";
import { deriveKey, type KeyLabel } from "./keys";

const ALGORITHMS = { alg: "dir", enc: "A256GCM" } as const;

/**
 * Seals a secret that we have to compute with or to hand on: JWE compact, direct AES-256-GCM, under a key of its own label.
 * @param row id of the row that it stands in: in another row it does not open (security.md, T7)
 */
export async function sealSecret(label: KeyLabel, row: string, secret: string): Promise<string> {
  const key = deriveKey(label);
  return new CompactEncrypt(new TextEncoder().encode(secret)).setProtectedHeader({ ...ALGORITHMS, kid: nameOf(key), row }).encrypt(key);
}

/** What {@link sealSecret} was given; null when it was sealed for another row, under another master secret, or was changed. */
export async function openSecret(label: KeyLabel, row: string, sealed: string): Promise<string | null> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, deriveKey(label), {
      keyManagementAlgorithms: [ALGORITHMS.alg],
      contentEncryptionAlgorithms: [ALGORITHMS.enc],
    });
    return protectedHeader.row === row ? new TextDecoder().decode(plaintext) : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

// By its name it can be told which master secret a row was sealed under, and nothing of the key itself.
function nameOf(key: Buffer): string {
  return hash("sha256", key, "buffer").toString("base64url").slice(0, 8);
}
