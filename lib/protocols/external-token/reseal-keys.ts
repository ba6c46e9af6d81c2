import { keyedFingerprints } from "@/lib/crypto/keyed-fingerprint";
import { openSecret, resealSecret } from "@/lib/crypto/sealed-secret";
import { pool } from "@/lib/db/pools";
import { resealColumn, type Resealed } from "@/lib/db/reseal-column";

/**
 * Seals the shared keys of all issuers under the current master secret, and writes by what they are known again. Held tokens are
 * over in five minutes by themselves.
 */
export async function resealIssuerKeys(): Promise<Resealed> {
  const column = { table: "issuer_keys", id: "id", sealed: "sealed_key" };
  const resealed = await resealColumn<string>(pool("pages"), column, (id, sealed) => resealSecret("issuer-key", id, sealed));
  const { rows } = await pool("pages").query<{ id: string; sealed_key: string }>("SELECT id, sealed_key FROM issuer_keys");
  for (const { id, sealed_key: sealed } of rows) {
    const key = await openSecret("issuer-key", id, sealed);
    if (key === null) continue;
    const [fingerprint] = keyedFingerprints("issuer-key-fingerprint", key);
    await pool("pages").query("UPDATE issuer_keys SET key_fingerprint = $1 WHERE id = $2 AND key_fingerprint IS DISTINCT FROM $1", [
      fingerprint,
      id,
    ]);
  }
  return resealed;
}
