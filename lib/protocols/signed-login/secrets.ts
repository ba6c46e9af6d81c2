import { isHmacHex } from "@/lib/crypto/hmac";
import { openSecret, SealedForOthers } from "@/lib/crypto/sealed-secret";
import { oncePerProcess } from "@/lib/registry";
import type { StoredSecret } from "./store";

/** More clients than that are opened anew when they come again. */
const MOST_SECRETS = 5_000;
/** Checked against in the place of a client that is not there, so that the time tells nothing (P3-05). */
const NOBODYS = "nobody signs with this, and nothing that is signed with it counts";

// A row of a secret never changes, so it may be kept opened for as long as the process lives: whether the secret is still
// good, the row of its client says at each request.
const opened = () => oncePerProcess("client-secrets", () => new Map<string, string>());

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

async function ready({ id, sealed }: StoredSecret): Promise<string> {
  const known = opened().get(id);
  if (known !== undefined) return known;
  const secret = await openSecret("client-secret", id, sealed);
  if (secret === null) throw new SealedForOthers("the secret of an API client does not open");
  if (opened().size >= MOST_SECRETS) opened().clear();
  opened().set(id, secret);
  return secret;
}
