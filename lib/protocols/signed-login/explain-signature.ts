import { isHmac } from "@/lib/crypto/hmac";
import {
  fewestMistakes,
  hashMistakes,
  missingSecrets,
  secretMistakes,
  secretVariants,
  type Variant,
  variantsOf,
  type Way,
  waysWithoutHmac,
  writingMistakes,
} from "@/lib/crypto/signature-mistakes";
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
  ...writingMistakes,
  // what is signed
  "arguments_swapped",
  "timestamp_reformatted",
  "text_lower_cased",
  "text_url_encoded",
  "other_separator",
  "text_with_line_end",
  "half_of_text",
  // with what
  ...secretMistakes,
  "api_key_as_secret",
  // and how
  ...hashMistakes,
] as const;
export type SignatureMistake = (typeof signatureMistakes)[number];

/** How a signature was made. @property by null: without any secret of the partner's */
export type Finding = {
  readonly by: Pick<TriedSecret, "of" | "clientName"> | null;
  /** none: as the seed says */
  readonly mistakes: readonly SignatureMistake[];
};

type Signed = { readonly apiKey: string; readonly timestamp: string; readonly signature: string };

/**
 * Finds how a pasted signature was made: the fewest mistakes that explain it. Pure.
 * @param secrets the client's own first @returns null when nothing fits
 */
export function explainSignature(call: Signed, secrets: readonly TriedSecret[]): Finding | null {
  const found = fewestMistakes(call.signature, waysOf(call, secrets));
  return found && { by: found.by && { of: found.by.of, clientName: found.by.clientName }, mistakes: found.mistakes };
}

function* waysOf(call: Signed, secrets: readonly TriedSecret[]): Generator<Way<SignatureMistake, TriedSecret | null>> {
  const texts = textsOf(call);
  for (const tried of secrets) {
    if (tried.of === "other") {
      // Somebody else's secret is a mistake already: that everything else is right is all that is asked.
      yield { by: tried, mistakes: [], makes: (mac) => isHmac(tried.secret, signedText(call), mac) };
      continue;
    }
    for (const [misused, key] of secretVariants(tried.secret))
      for (const [signed, text] of texts) yield { by: tried, mistakes: [signed, misused], makes: (mac) => isHmac(key, text, mac) };
    yield* waysWithoutHmac(tried, tried.secret, signedText(call));
  }
  for (const [misused, key] of keysOfNobody(call.apiKey))
    for (const [signed, text] of texts) yield { by: null, mistakes: [signed, misused], makes: (mac) => isHmac(key, text, mac) };
}

function textsOf({ apiKey, timestamp }: Signed): Variant<SignatureMistake, string>[] {
  const text = signedText({ apiKey, timestamp });
  return [
    [null, text],
    ["arguments_swapped", `${timestamp}:${apiKey}`],
    ...variantsOf(
      "timestamp_reformatted" as const,
      otherSpellings(timestamp).map((spelling) => signedText({ apiKey, timestamp: spelling })),
    ),
    ...variantsOf("text_lower_cased" as const, [text.toLowerCase(), signedText({ apiKey, timestamp: timestamp.toLowerCase() })]),
    ...variantsOf("text_url_encoded" as const, [encoded(text), `${apiKey}:${encoded(timestamp)}`, text.replaceAll("+", " ")]),
    ...variantsOf(
      "other_separator" as const,
      ["", " ", ": ", "\n", "|", ",", ";", ".", "-", "_", "&"].map((separator) => `${apiKey}${separator}${timestamp}`),
    ),
    ...variantsOf("text_with_line_end" as const, [`${text}\n`, `${text}\r\n`]),
    ...variantsOf("half_of_text" as const, [apiKey, timestamp]),
  ];
}

// What is no text cannot be encoded, and was not.
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function keysOfNobody(apiKey: string): Variant<SignatureMistake, string>[] {
  return [...missingSecrets("YOUR_SECRET_KEY"), ["api_key_as_secret", apiKey]];
}
