import { resealSecret } from "@/lib/crypto/sealed-secret";
import { pool } from "@/lib/db/pools";
import { resealColumn, type Resealed } from "@/lib/db/reseal-column";

/** Seals the Signature Keys of all pairings under the current master secret. */
export function resealPairingKeys(): Promise<Resealed> {
  const column = { table: "pairing_keys", id: "id", sealed: "sealed_key" };
  return resealColumn<string>(pool("pages"), column, (id, sealed) => resealSecret("pairing-key", id, sealed));
}
