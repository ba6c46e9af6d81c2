import type { CompactJws } from "@/lib/core/compact-jws";
import { importHs256Key, isSignedWith } from "@/lib/crypto/hs256";
import { openSecret } from "@/lib/crypto/sealed-secret";
import { pool } from "@/lib/db/pools";
import { KNOWN_KEYS } from "./issuer-input";

/** With what a token is signed instead of the issuer's key, where that can be proved. */
export type SignatureMistake =
  | "ended_key"
  | "key_of_other_issuer"
  | "example_key"
  | "key_decoded_as_base64"
  | "key_decoded_as_hex"
  | "key_encoded_as_base64"
  | "key_with_line_end"
  | "key_with_blank"
  | "key_in_quotes";

/** More keys than that are not tried: the newest are the likely ones. */
const MOST_KEYS = 40;

type KeyRow = { id: string; sealed_key: string; of_issuer: boolean };

/**
 * Finds the mistake that a signature gives away: other spellings of the issuer's keys, its ended ones, those of the same
 * partner's other issuers, and keys that everybody knows. No other partner's key is ever tried.
 * @returns null when none of them fits
 */
export async function findSignatureMistake(
  jws: CompactJws,
  issuer: { readonly id: string; readonly partnerId: string },
): Promise<SignatureMistake | null> {
  const { rows } = await pool("pages").query<KeyRow>({
    name: "find-keys-for-workbench",
    text: `SELECT k.id, k.sealed_key, k.issuer_id = $1 AS of_issuer
             FROM issuer_keys k JOIN issuers i ON i.id = k.issuer_id
            WHERE i.partner_id = $2 ORDER BY k.issuer_id = $1 DESC, k.id DESC LIMIT $3`,
    values: [issuer.id, issuer.partnerId, MOST_KEYS],
  });
  const candidates: [SignatureMistake, Uint8Array][] = [...KNOWN_KEYS].map((key) => ["example_key", Buffer.from(key)]);
  for (const row of rows) {
    const key = await openSecret("issuer-key", row.id, row.sealed_key);
    if (key !== null) candidates.push(...misusesOf(key, row.of_issuer));
  }
  for (const [mistake, bytes] of candidates) {
    if (bytes.length > 0 && (await isSignedWith(jws, await importHs256Key(bytes)))) return mistake;
  }
  return null;
}

function misusesOf(key: string, ofIssuer: boolean): [SignatureMistake, Uint8Array][] {
  if (!ofIssuer) return [["key_of_other_issuer", Buffer.from(key)]];
  return [
    // One that is good would have fitted already.
    ["ended_key", Buffer.from(key)],
    ["key_decoded_as_base64", Buffer.from(key, "base64")],
    ["key_decoded_as_hex", Buffer.from(key, "hex")],
    ["key_encoded_as_base64", Buffer.from(Buffer.from(key).toString("base64"))],
    ...["\n", "\r\n"].map((end): [SignatureMistake, Uint8Array] => ["key_with_line_end", Buffer.from(key + end)]),
    ...[`${key} `, ` ${key}`, `${key}\t`].map((padded): [SignatureMistake, Uint8Array] => ["key_with_blank", Buffer.from(padded)]),
    ...[`"${key}"`, `'${key}'`].map((quoted): [SignatureMistake, Uint8Array] => ["key_in_quotes", Buffer.from(quoted)]),
  ];
}
