import { isHmac, isSha256 } from "./hmac";

/** How a signature is written, where it is not 64 hex digits. */
export const writingMistakes = [
  "signature_in_base64",
  "hex_in_base64",
  "signature_with_separators",
  "signature_with_prefix",
  "signature_cut",
] as const;
/** What was taken for the secret instead of its characters. */
export const secretMistakes = [
  "secret_decoded_as_base64",
  "secret_decoded_as_hex",
  "secret_encoded_as_base64",
  "secret_with_blanks",
  "secret_in_quotes",
  "secret_lower_cased",
  "secret_missing",
] as const;
/** What was made instead of an HMAC. */
export const hashMistakes = ["secret_and_text_swapped", "hash_without_hmac"] as const;

type WritingMistake = (typeof writingMistakes)[number];
type SecretMistake = (typeof secretMistakes)[number];
type HashMistake = (typeof hashMistakes)[number];

/** Something as it may have been, and the mistake that makes it so; null: none. */
export type Variant<Mistake, Value> = readonly [mistake: Mistake | null, value: Value];

/** A way in which a signature may have been made. @property makes that these bytes are what comes out of it */
export type Way<Mistake, By> = {
  readonly by: By;
  readonly mistakes: readonly (Mistake | null)[];
  readonly makes: (mac: Uint8Array) => boolean;
};

/**
 * Finds how a signature was made: the fewest mistakes that explain it. It is compared, in constant time, with what the
 * mistakes would make; nothing that is computed leaves this function. Pure.
 * @param ways the likely ones first @returns null when nothing fits
 */
export function fewestMistakes<Mistake extends string, By>(
  signature: string,
  ways: Iterable<Way<Mistake, By>>,
): { readonly by: By; readonly mistakes: readonly (Mistake | WritingMistake)[] } | null {
  const readings = readingsOf(signature);
  let best: { by: By; mistakes: readonly (Mistake | WritingMistake)[] } | null = null;
  for (const { by, mistakes, makes } of ways) {
    for (const [written, mac] of readings) {
      const made = [written, ...mistakes].filter((mistake) => mistake !== null);
      if (best !== null && made.length >= best.mistakes.length) continue;
      if (makes(mac)) best = { by, mistakes: made };
    }
  }
  return best;
}

/** The bytes that a signature may stand for; of one that was cut, the first half. */
function readingsOf(signature: string): Variant<WritingMistake, Uint8Array>[] {
  const readings: Variant<WritingMistake, Uint8Array>[] = [];
  const add = (mistake: WritingMistake | null, text: string, encoding: "hex" | "base64") =>
    readings.push([mistake, Buffer.from(text, encoding)]);
  const prefixed = /^(?:0x|\\x|(?:hmac-?)?sha-?256[=: ]+)([0-9a-f]{64})$/i.exec(signature)?.[1];
  if (/^[0-9a-f]{64}$/i.test(signature)) add(null, signature, "hex");
  if (prefixed !== undefined) add("signature_with_prefix", prefixed, "hex");
  if (/^(?:[0-9a-f]{2}[-: ]){31}[0-9a-f]{2}$/i.test(signature)) add("signature_with_separators", signature.replace(/[-: ]/g, ""), "hex");
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(signature)) add("signature_in_base64", signature, "base64");
  const hex = /^[A-Za-z0-9+/_-]{86}(?:==)?$/.test(signature) ? Buffer.from(signature, "base64").toString("latin1") : "";
  if (/^[0-9a-f]{64}$/i.test(hex)) add("hex_in_base64", hex, "hex");
  // The half alone is looked at, so that nobody can find the rest of one letter by letter.
  if (/^[0-9a-f]{32,63}$/i.test(signature)) add("signature_cut", signature.slice(0, 32), "hex");
  return readings;
}

/** A mistake and all that it may make. */
export function variantsOf<Mistake, Value>(mistake: Mistake, values: readonly Value[]): Variant<Mistake, Value>[] {
  return values.map((value) => [mistake, value]);
}

/** What may have been taken for `secret`. */
export function secretVariants(secret: string): Variant<SecretMistake, string | Uint8Array>[] {
  // Of a text that is no hex nothing may be left, and an empty key is another mistake.
  const fromHex = Buffer.from(secret, "hex");
  return [
    [null, secret],
    ...variantsOf("secret_with_blanks" as const, [`${secret}\n`, `${secret}\r\n`, `${secret} `, ` ${secret}`, `${secret}\t`]),
    ...variantsOf("secret_in_quotes" as const, [`"${secret}"`, `'${secret}'`]),
    ...variantsOf("secret_decoded_as_base64" as const, [Buffer.from(secret, "base64")]),
    ...variantsOf("secret_decoded_as_hex" as const, fromHex.length === 0 ? [] : [fromHex]),
    ...variantsOf("secret_encoded_as_base64" as const, [Buffer.from(secret).toString("base64")]),
    ...variantsOf("secret_lower_cased" as const, [secret.toLowerCase()]),
  ];
}

/** What is taken for the secret where it was forgotten: an empty variable, or what a language writes for it. */
export function missingSecrets(...examples: readonly string[]): Variant<SecretMistake, string>[] {
  return variantsOf("secret_missing" as const, ["", "undefined", "null", "None", ...examples]);
}

/** What is made of a secret and a text by whoever makes no HMAC of them, or the wrong way round. */
export function* waysWithoutHmac<By>(by: By, secret: string, text: string): Generator<Way<HashMistake, By>> {
  yield { by, mistakes: ["secret_and_text_swapped"], makes: (mac) => isHmac(text, secret, mac) };
  for (const hashed of [`${secret}${text}`, `${text}${secret}`, `${secret}:${text}`, `${text}:${secret}`, text])
    yield { by, mistakes: ["hash_without_hmac"], makes: (mac) => isSha256(hashed, mac) };
}
