import { isHmac, isSha256 } from "@/lib/crypto/hmac";
import { otherSpellings } from "./timestamp-spellings";
import { signedText } from "./verify";

/** A secret that a call may have been signed with. */
export type TriedSecret = {
  readonly secret: string;
  /** `ended`: the client's, and not good any more; `other`: another client's of the same partner */
  readonly of: "current" | "previous" | "ended" | "other";
  readonly clientName: string;
};

/** What was done otherwise than the seed says ("Signing requests"); each is proved by the signature itself. */
export const signatureMistakes = [
  // how the signature is written
  "signature_in_base64",
  "hex_in_base64",
  "signature_with_separators",
  "signature_with_prefix",
  "signature_cut",
  // what is signed
  "arguments_swapped",
  "timestamp_reformatted",
  "text_lower_cased",
  "text_url_encoded",
  "other_separator",
  "text_with_line_end",
  "half_of_text",
  // with what
  "secret_decoded_as_base64",
  "secret_decoded_as_hex",
  "secret_encoded_as_base64",
  "secret_with_blanks",
  "secret_in_quotes",
  "secret_lower_cased",
  "secret_missing",
  "api_key_as_secret",
  // and how
  "secret_and_text_swapped",
  "hash_without_hmac",
] as const;
export type SignatureMistake = (typeof signatureMistakes)[number];

/** How a signature was made. @property by null: without any secret of the partner's */
export type Finding = {
  readonly by: Pick<TriedSecret, "of" | "clientName"> | null;
  /** none: as the seed says */
  readonly mistakes: readonly SignatureMistake[];
};

type Signed = { readonly apiKey: string; readonly timestamp: string; readonly signature: string };
type Variant<Value> = readonly [mistake: SignatureMistake | null, value: Value];
type Way = {
  readonly by: TriedSecret | null;
  readonly mistakes: readonly (SignatureMistake | null)[];
  readonly makes: (mac: Uint8Array) => boolean;
};

/**
 * Finds how a pasted signature was made: the fewest mistakes that explain it. It is compared, in constant time, with what
 * the mistakes would make; nothing that is computed leaves this function. Pure.
 * @param secrets the client's own first @returns null when nothing fits
 */
export function explainSignature(call: Signed, secrets: readonly TriedSecret[]): Finding | null {
  const readings = readingsOf(call.signature);
  let best: Finding | null = null;
  for (const { by, mistakes, makes } of waysOf(call, secrets)) {
    for (const [written, mac] of readings) {
      const made = [written, ...mistakes].filter((mistake) => mistake !== null);
      if (best !== null && made.length >= best.mistakes.length) continue;
      if (makes(mac)) best = { by: by && { of: by.of, clientName: by.clientName }, mistakes: made };
    }
  }
  return best;
}

/** The bytes that a signature may stand for; of one that was cut, the first half. */
function readingsOf(signature: string): Variant<Uint8Array>[] {
  const readings: Variant<Uint8Array>[] = [];
  const add = (mistake: SignatureMistake | null, text: string, encoding: "hex" | "base64") =>
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

function* waysOf(call: Signed, secrets: readonly TriedSecret[]): Generator<Way> {
  const texts = textsOf(call);
  for (const tried of secrets) {
    if (tried.of === "other") {
      // Somebody else's secret is a mistake already: that everything else is right is all that is asked.
      yield { by: tried, mistakes: [], makes: (mac) => isHmac(tried.secret, signedText(call), mac) };
      continue;
    }
    for (const [misused, key] of keysOf(tried.secret))
      for (const [signed, text] of texts) yield { by: tried, mistakes: [signed, misused], makes: (mac) => isHmac(key, text, mac) };
    yield* hashesOf(tried, signedText(call));
  }
  for (const [misused, key] of keysOfNobody(call.apiKey))
    for (const [signed, text] of texts) yield { by: null, mistakes: [signed, misused], makes: (mac) => isHmac(key, text, mac) };
}

function textsOf({ apiKey, timestamp }: Signed): Variant<string>[] {
  const text = signedText({ apiKey, timestamp });
  const all = (mistake: SignatureMistake, texts: readonly string[]) => texts.map((one) => [mistake, one] as const);
  return [
    [null, text],
    ["arguments_swapped", `${timestamp}:${apiKey}`],
    ...all(
      "timestamp_reformatted",
      otherSpellings(timestamp).map((spelling) => signedText({ apiKey, timestamp: spelling })),
    ),
    ...all("text_lower_cased", [text.toLowerCase(), signedText({ apiKey, timestamp: timestamp.toLowerCase() })]),
    ...all("text_url_encoded", [encoded(text), `${apiKey}:${encoded(timestamp)}`, text.replaceAll("+", " ")]),
    ...all(
      "other_separator",
      ["", " ", ": ", "\n", "|", ",", ";", ".", "-", "_", "&"].map((separator) => `${apiKey}${separator}${timestamp}`),
    ),
    ...all("text_with_line_end", [`${text}\n`, `${text}\r\n`]),
    ...all("half_of_text", [apiKey, timestamp]),
  ];
}

// What is no text cannot be encoded, and was not.
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function keysOf(secret: string): Variant<string | Uint8Array>[] {
  const all = (mistake: SignatureMistake, keys: readonly (string | Uint8Array)[]) => keys.map((one) => [mistake, one] as const);
  // Of a text that is no hex nothing may be left, and an empty key is another mistake.
  const fromHex = Buffer.from(secret, "hex");
  return [
    [null, secret],
    ...all("secret_with_blanks", [`${secret}\n`, `${secret}\r\n`, `${secret} `, ` ${secret}`, `${secret}\t`]),
    ...all("secret_in_quotes", [`"${secret}"`, `'${secret}'`]),
    ...all("secret_decoded_as_base64", [Buffer.from(secret, "base64")]),
    ...all("secret_decoded_as_hex", fromHex.length === 0 ? [] : [fromHex]),
    ...all("secret_encoded_as_base64", [Buffer.from(secret).toString("base64")]),
    ...all("secret_lower_cased", [secret.toLowerCase()]),
  ];
}

/** What is taken for the secret where it was forgotten: an empty variable, or what a language writes for it. */
function keysOfNobody(apiKey: string): Variant<string>[] {
  const missing = ["", "undefined", "null", "None", "YOUR_SECRET_KEY"].map((key) => ["secret_missing", key] as const);
  return [...missing, ["api_key_as_secret", apiKey]];
}

function* hashesOf(tried: TriedSecret, text: string): Generator<Way> {
  const { secret } = tried;
  yield { by: tried, mistakes: ["secret_and_text_swapped"], makes: (mac) => isHmac(text, secret, mac) };
  for (const hashed of [`${secret}${text}`, `${text}${secret}`, `${secret}:${text}`, `${text}:${secret}`, text])
    yield { by: tried, mistakes: ["hash_without_hmac"], makes: (mac) => isSha256(hashed, mac) };
}
