import { compactDecrypt, CompactEncrypt, errors } from "jose";
import { hash } from "node:crypto";
import { deriveKey, type KeyLabel, openingKeys } from "./keys";

const ALGORITHMS = { alg: "dir", enc: "A256GCM" } as const;

/**
 * Seals a secret that we have to compute with or to hand on: JWE compact, direct AES-256-GCM, under a key of its own label.
 * @param row id of the row that it stands in: in another row it does not open (security.md, T7)
 */
export async function sealSecret(label: KeyLabel, row: string, secret: string): Promise<string> {
  const key = deriveKey(label);
  return new CompactEncrypt(new TextEncoder().encode(secret)).setProtectedHeader({ ...ALGORITHMS, kid: nameOf(key), row }).encrypt(key);
}

/** What is needed could not be opened: it was sealed under another master secret, or for another row. */
export class SealedForOthers extends Error {}

/**
 * What {@link sealSecret} was given; null when it was sealed for another row, under a master secret that is neither the current
 * nor the previous one, or was changed.
 */
export async function openSecret(label: KeyLabel, row: string, sealed: string): Promise<string | null> {
  return (await open(label, row, sealed))?.secret ?? null;
}

/** The same secret under the current master secret: `sealed` itself when it is that already; null when it does not open here. */
export async function resealSecret(label: KeyLabel, row: string, sealed: string): Promise<string | null> {
  const opened = await open(label, row, sealed);
  if (opened === null) return null;
  return opened.kid === nameOf(deriveKey(label)) ? sealed : sealSecret(label, row, opened.secret);
}

async function open(label: KeyLabel, row: string, sealed: string): Promise<{ secret: string; kid: unknown } | null> {
  try {
    // Its header only says which of our own keys to try; it is part of what is authenticated.
    const keyNamed = ({ kid }: { kid?: string }) => openingKeys(label).find((key) => nameOf(key) === kid) ?? deriveKey(label);
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, keyNamed, {
      keyManagementAlgorithms: [ALGORITHMS.alg],
      contentEncryptionAlgorithms: [ALGORITHMS.enc],
    });
    return protectedHeader.row === row ? { secret: new TextDecoder().decode(plaintext), kid: protectedHeader.kid } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

// By its name it can be told which master secret a row was sealed under, and nothing of the key itself.
function nameOf(key: Buffer): string {
  return hash("sha256", key, "buffer").toString("base64url").slice(0, 8);
}
