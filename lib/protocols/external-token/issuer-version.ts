import { isGoodKey } from "@/lib/credentials/good-key";
import { AUDIENCE_SETTING } from "./audience";

/**
 * SQL of a text that is another one once anything is another that every token of issuer `i` is judged by: its row, the
 * audience. Made of `xmin`, the transaction that wrote a row: every change gives the row another.
 */
export const issuerVersion = `concat(i.xmin, ' ', (SELECT s.xmin FROM platform_settings s WHERE s.name = '${AUDIENCE_SETTING}'))`;

/** SQL of the version of key `k`, in the same way. */
export const keyVersion = "k.xmin::text";

/** SQL of whether key `id` of issuer `i` is still of this `version`, and its time not over. */
export const keyIsAsRemembered = (id: string, version: string) => `EXISTS (SELECT FROM issuer_keys k
  WHERE k.id = ${id} AND k.issuer_id = i.id AND ${keyVersion} = ${version} AND ${isGoodKey("k")})`;
