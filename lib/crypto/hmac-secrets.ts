import { isHmacHex } from "./hmac";
import type { KeyLabel } from "./keys";
import { openedSecrets, type StoredSecret } from "./opened-secrets";

/** Checked against in the place of a secret that is not there, so that the time tells nothing (P3-05, P4-23). */
const NOBODYS = "nobody signs with this, and nothing that is signed with it counts";

/**
 * Tells with which secrets a message is signed (HMAC-SHA-256).
 * @param label for which the secrets were sealed
 * @returns says which of the secrets signed `message` (`hex` of either case); null: none of them. It throws SealedForOthers
 */
export function signingSecretOf(
  label: KeyLabel,
): (message: string, hex: string, secrets: readonly StoredSecret[]) => Promise<{ readonly id: string; readonly secret: string } | null> {
  const ready = openedSecrets(label, (secret) => secret);
  return async (message, hex, secrets) => {
    if (secrets.length === 0) isHmacHex(NOBODYS, message, hex);
    for (const stored of secrets) {
      const secret = await ready(stored);
      if (isHmacHex(secret, message, hex)) return { id: stored.id, secret };
    }
    return null;
  };
}
