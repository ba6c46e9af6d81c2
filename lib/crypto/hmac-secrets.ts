import { isHmacHex } from "./hmac";
import type { KeyLabel } from "./keys";
import { openSecret, SealedForOthers } from "./sealed-secret";
import { oncePerProcess } from "../registry";

/** A secret as it is stored: sealed, and bound to its row's id. */
export type StoredSecret = { readonly id: string; readonly sealed: string };

/** More secrets than that are opened anew when they come again. */
const MOST_SECRETS = 5_000;
/** Checked against in the place of a secret that is not there, so that the time tells nothing (P3-05, P4-23). */
const NOBODYS = "nobody signs with this, and nothing that is signed with it counts";

// A row of a secret never changes, so it may be kept opened for as long as the process lives: whether the secret is still
// good, the row of its owner says at each request.
const openedOf = (label: KeyLabel) => oncePerProcess(`opened:${label}`, () => new Map<string, string>());

/**
 * With which of the secrets `message` is signed (HMAC-SHA-256, `hex` of either case); null: with none of them.
 * @param label for which the secrets were sealed @throws {SealedForOthers}
 */
export async function signingSecret(
  label: KeyLabel,
  message: string,
  hex: string,
  secrets: readonly StoredSecret[],
): Promise<{ readonly id: string; readonly secret: string } | null> {
  if (secrets.length === 0) isHmacHex(NOBODYS, message, hex);
  for (const stored of secrets) {
    const secret = await ready(label, stored);
    if (isHmacHex(secret, message, hex)) return { id: stored.id, secret };
  }
  return null;
}

async function ready(label: KeyLabel, { id, sealed }: StoredSecret): Promise<string> {
  const opened = openedOf(label);
  const known = opened.get(id);
  if (known !== undefined) return known;
  const secret = await openSecret(label, id, sealed);
  if (secret === null) throw new SealedForOthers(`what was sealed as a ${label} does not open`);
  if (opened.size >= MOST_SECRETS) opened.clear();
  opened.set(id, secret);
  return secret;
}
