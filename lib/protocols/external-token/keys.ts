import type { CompactJws } from "@/lib/core/compact-jws";
import { type Hs256Key, importHs256Key, isSignedWith } from "@/lib/crypto/hs256";
import { openSecret, SealedForOthers } from "@/lib/crypto/sealed-secret";
import { oncePerProcess } from "@/lib/registry";
import type { StoredKey } from "./store";

/** More issuers than that are imported anew when they come again. */
const MOST_KEYS = 5_000;

// A row of a key never changes, so its imported form may be kept for as long as the process lives: whether the key is still
// good, the row of its issuer says at each request.
const imported = () => oncePerProcess("issuer-keys", () => new Map<string, Hs256Key>());

/** Which of the keys a token is signed with; null: with none of them. @throws {SealedForOthers} */
export async function signingKey(jws: CompactJws, keys: readonly StoredKey[]): Promise<StoredKey | null> {
  for (const key of keys) {
    if (await isSignedWith(jws, imported().get(key.id) ?? (await open(key)))) return key;
  }
  return null;
}

async function open({ id, sealed }: StoredKey): Promise<Hs256Key> {
  const secret = await openSecret("issuer-key", id, sealed);
  if (secret === null) throw new SealedForOthers("the key of an issuer does not open");
  const key = await importHs256Key(new TextEncoder().encode(secret));
  if (imported().size >= MOST_KEYS) imported().clear();
  imported().set(id, key);
  return key;
}
