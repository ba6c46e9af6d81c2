import type { CompactJws } from "@/lib/core/compact-jws";
import { importHs256Key, isSignedWith } from "@/lib/crypto/hs256";
import { openedSecrets } from "@/lib/crypto/opened-secrets";
import type { StoredKey } from "./store";

const ready = openedSecrets("issuer-key", (key) => importHs256Key(new TextEncoder().encode(key)));

/** Which of the keys a token is signed with; null: with none of them. @throws {SealedForOthers} */
export async function signingKey(jws: CompactJws, keys: readonly StoredKey[]): Promise<StoredKey | null> {
  for (const key of keys) {
    if (await isSignedWith(jws, await ready(key))) return key;
  }
  return null;
}
