import { isHmacHex } from "@/lib/crypto/hmac";
import { openedSecrets, type StoredSecret } from "@/lib/crypto/opened-secrets";

/** Checked against in the place of a client that is not there, so that the time tells nothing (P3-05). */
const NOBODYS = "nobody signs with this, and nothing that is signed with it counts";

const ready = openedSecrets("client-secret", (secret) => secret);

/** With which of the secrets `message` is signed; null: with none of them. @throws {SealedForOthers} */
export async function signingSecret(
  message: string,
  hex: string,
  secrets: readonly StoredSecret[],
): Promise<{ readonly id: string; readonly secret: string } | null> {
  if (secrets.length === 0) isHmacHex(NOBODYS, message, hex);
  for (const stored of secrets) {
    const secret = await ready(stored);
    if (isHmacHex(secret, message, hex)) return { id: stored.id, secret };
  }
  return null;
}
