import { keyedFingerprints } from "@/lib/crypto/keyed-fingerprint";
import { openSecret, resealSecret } from "@/lib/crypto/sealed-secret";
import { pool } from "@/lib/db/pools";
import { resealColumn, type Resealed } from "@/lib/db/reseal-column";

/**
 * Seals the shared keys of all issuers under the current master secret, and writes by what they are known again. Held tokens are
 * over in five minutes by themselves.
 */
export function resealIssuerKeys(): Promise<Resealed> {
  const column = { table: "issuer_keys", id: "id", sealed: "sealed_key" };
  return resealColumn<string>(pool("pages"), column, async (id, sealed) => {
    await renewFingerprint(id, sealed);
    return resealSecret("issuer-key", id, sealed);
  });
}

// Also of a key that is sealed anew already: an earlier run may have been cut off between the two.
async function renewFingerprint(id: string, sealed: string): Promise<void> {
  const key = await openSecret("issuer-key", id, sealed);
  if (key === null) return;
  const [fingerprint] = keyedFingerprints("issuer-key-fingerprint", key);
  await pool("pages").query("UPDATE issuer_keys SET key_fingerprint = $1 WHERE id = $2 AND key_fingerprint IS DISTINCT FROM $1", [
    fingerprint,
    id,
  ]);
}
