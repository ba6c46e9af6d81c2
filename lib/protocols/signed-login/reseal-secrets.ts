import { resealSecret } from "@/lib/crypto/sealed-secret";
import { pool } from "@/lib/db/pools";
import { resealColumn, type Resealed } from "@/lib/db/reseal-column";

/** Seals the secrets of all API clients under the current master secret. */
export function resealClientSecrets(): Promise<Resealed> {
  const column = { table: "api_client_secrets", id: "id", sealed: "sealed_secret" };
  return resealColumn<string>(pool("pages"), column, (id, sealed) => resealSecret("client-secret", id, sealed));
}
