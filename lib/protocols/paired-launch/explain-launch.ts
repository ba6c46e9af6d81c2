import { bodyDigest, isHmac } from "@/lib/crypto/hmac";
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
import { launchText, type SaidLaunch } from "./launch-url";

/** A key that a launch URL may have been signed with. */
export type TriedKey = {
  readonly key: string;
  /** `ended`: the pairing's, and not good any more; `other`: another pairing's of the same partner */
  readonly of: "current" | "previous" | "ended" | "other";
};

/** What was done otherwise than the seed says ("Signature"); each is proved by the signature itself. */
export const launchMistakes = [
  ...writingMistakes,
  // what is signed
  "full_url_signed",
  "half_of_url_signed",
  "text_with_signature_parameter",
  "text_in_other_order",
  "text_url_encoded",
  "text_with_entities",
  "text_lower_cased",
  "text_with_line_end",
  "text_hashed_first",
  // with what
  ...secretMistakes,
  "access_token_as_key",
  // and how
  ...hashMistakes,
] as const;
export type LaunchMistake = (typeof launchMistakes)[number];

/** How a signature was made. @property of null: without any key of the partner's */
export type LaunchFinding = {
  readonly of: TriedKey["of"] | null;
  /** none: as the seed says */
  readonly mistakes: readonly LaunchMistake[];
};

/**
 * Finds how the signature of a launch URL was made: the fewest mistakes that explain it. Pure.
 * @param origins that a whole URL may begin with @param keys the pairing's own first @returns null when nothing fits
 */
export function explainLaunch(said: SaidLaunch, origins: readonly string[], keys: readonly TriedKey[]): LaunchFinding | null {
  // In base64 it may have letters that a URL escapes.
  const signature = said.signature.replace(/%(?:2[BF]|3D)/gi, decodeURIComponent);
  const found = fewestMistakes(signature, waysOf(said, origins, keys));
  return found && { of: found.by?.of ?? null, mistakes: found.mistakes };
}

function* waysOf(said: SaidLaunch, origins: readonly string[], keys: readonly TriedKey[]): Generator<Way<LaunchMistake, TriedKey | null>> {
  const { signedText } = said;
  const texts = textsOf(said, origins);
  for (const tried of keys) {
    if (tried.of === "other") {
      // Another pairing's key is a mistake already: that everything else is right is all that is asked.
      yield { by: tried, mistakes: [], makes: (mac) => isHmac(tried.key, signedText, mac) };
      continue;
    }
    for (const [misused, key] of secretVariants(tried.key))
      for (const [signed, text] of texts) yield { by: tried, mistakes: [signed, misused], makes: (mac) => isHmac(key, text, mac) };
    yield* waysWithoutHmac(tried, tried.key, signedText);
  }
  const keysOfNobody: Variant<LaunchMistake, string>[] = [
    ...missingSecrets("Signature Key"),
    ...variantsOf("access_token_as_key" as const, said.accessToken === "" ? [] : [said.accessToken]),
  ];
  for (const [misused, key] of keysOfNobody)
    for (const [signed, text] of texts) yield { by: null, mistakes: [signed, misused], makes: (mac) => isHmac(key, text, mac) };
}

function textsOf(said: SaidLaunch, origins: readonly string[]): Variant<LaunchMistake, string | Uint8Array>[] {
  const text = said.signedText;
  const [path = "", query = ""] = text.split("?", 2);
  const digest = bodyDigest(Buffer.from(text));
  return [
    [null, text],
    ...variantsOf(
      "full_url_signed" as const,
      [...origins, ...origins.map(withoutScheme)].map((origin) => `${origin}${text}`),
    ),
    ...variantsOf("half_of_url_signed" as const, [query, path, `?${query}`, text.slice(1), text.slice(text.indexOf("/te/"))]),
    ...variantsOf("text_with_signature_parameter" as const, [`${text}&signature=`, `${text}&`, `${text}&signature`]),
    ...variantsOf("text_in_other_order" as const, otherOrders(said)),
    ...variantsOf("text_url_encoded" as const, [
      encodeURIComponent(text.toWellFormed()),
      `${path}?${encodeURIComponent(query.toWellFormed())}`,
    ]),
    ...variantsOf("text_with_entities" as const, [text.replaceAll("&", "&amp;")]),
    ...variantsOf("text_lower_cased" as const, [text.toLowerCase(), text.replace(`/h/${said.vhost}/`, `/h/${said.vhost.toLowerCase()}/`)]),
    ...variantsOf("text_with_line_end" as const, [`${text}\n`, `${text}\r\n`]),
    ...variantsOf("text_hashed_first" as const, [digest, digest.toUpperCase(), Buffer.from(digest, "hex")]),
  ];
}

function withoutScheme(origin: string): string {
  return origin.replace(/^https?:\/\//, "");
}

/** The same parameters in the seed's order, and in those in which libraries sort them. */
function otherOrders(said: SaidLaunch): string[] {
  const { vhost, accessToken, ts, action, signedText } = said;
  const [path = ""] = signedText.split("?", 1);
  const pairs = { Action: action, pt: accessToken, ts };
  const orders = [
    ["pt", "ts", "Action"],
    ["Action", "ts", "pt"],
    ["pt", "Action", "ts"],
    ["ts", "pt", "Action"],
    ["ts", "Action", "pt"],
  ] as const;
  const spelled = orders.map((order) => `${path}?${order.map((name) => `${name}=${pairs[name]}`).join("&")}`);
  return [launchText({ vhost, accessToken, ts }), ...spelled].filter((text) => text !== signedText);
}
