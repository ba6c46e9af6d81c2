import { resealSecret } from "@/lib/crypto/sealed-secret";
import { pool } from "@/lib/db/pools";
import { resealColumn, type Resealed } from "@/lib/db/reseal-column";

/** Seals the shared keys of all issuers under the current master secret. Held tokens are over in five minutes by themselves. */
export function resealIssuerKeys(): Promise<Resealed> {
  const column = { table: "issuer_keys", id: "id", sealed: "sealed_key" };
  return resealColumn<string>(pool("pages"), column, (id, sealed) => resealSecret("issuer-key", id, sealed));
}
