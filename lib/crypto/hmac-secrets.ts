import { isHmacHex } from "./hmac";
import { openedSecrets, type StoredSecret } from "./opened-secrets";

/** Checked against in the place of a secret that is not there, so that the time tells nothing (P3-05, P4-23). */
const NOBODYS = "nobody signs with this, and nothing that is signed with it counts";

const opened = {
  "client-secret": openedSecrets("client-secret", (secret) => secret),
  "pairing-key": openedSecrets("pairing-key", (secret) => secret),
} as const;

/**
 * With which of the secrets `message` is signed (HMAC-SHA-256, `hex` of either case); null: with none of them.
 * @param label for which the secrets were sealed @throws {SealedForOthers}
 */
export async function signingSecret(
  label: keyof typeof opened,
  message: string,
  hex: string,
  secrets: readonly StoredSecret[],
): Promise<{ readonly id: string; readonly secret: string } | null> {
  if (secrets.length === 0) isHmacHex(NOBODYS, message, hex);
  for (const stored of secrets) {
    const secret = await opened[label](stored);
    if (isHmacHex(secret, message, hex)) return { id: stored.id, secret };
  }
  return null;
}
