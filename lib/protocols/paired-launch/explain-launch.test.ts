import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { explainLaunch, type LaunchMistake, launchMistakes, type TriedKey } from "./explain-launch";
import { readLaunchUrl } from "./launch-url";

// As newToken() makes them, so that decoding one as hex or base64 does what it does to a real one.
const KEY = "a9F3kQ7ZpLw2TxYb8RmN4cVd6HsJg1UeWqXr5KtB0Iy";
const PT = "Tq4Vw8Xz1Bc5Df7Gh9Jk2Lm6Np3Qr0St8Uv4Wx1Yz5A";
const PATH = "/h/demo2/te/lo.cgi";
const QUERY = `Action=Launch&pt=${PT}&ts=1483257600`;
const TEXT = `${PATH}?${QUERY}`;
const ORIGIN = "https://login.example";
const current: TriedKey = { key: KEY, of: "current" };

const hmac = (key: string | Uint8Array, text: string | Uint8Array) => createHmac("sha256", key).update(text).digest("hex");
const sha256 = (text: string) => createHash("sha256").update(text).digest();
const right = hmac(KEY, TEXT);
const explain = (signature: string, keys: readonly TriedKey[] = [current], query = QUERY) =>
  explainLaunch(readLaunchUrl(PATH, `${query}&signature=${signature}`), [ORIGIN], keys);

/** What client code makes of it that makes one mistake. */
const made: Record<LaunchMistake, readonly string[]> = {
  signature_in_base64: [Buffer.from(right, "hex").toString("base64"), Buffer.from(right, "hex").toString("base64url")],
  hex_in_base64: [Buffer.from(right).toString("base64")],
  signature_with_separators: [(right.match(/../g) ?? []).join("-").toUpperCase()],
  signature_with_prefix: [`sha256=${right}`, `0x${right}`],
  signature_cut: [right.slice(0, 32), right.slice(0, 63)],
  full_url_signed: [hmac(KEY, ORIGIN + TEXT), hmac(KEY, `login.example${TEXT}`)],
  half_of_url_signed: [hmac(KEY, QUERY), hmac(KEY, PATH), hmac(KEY, TEXT.slice(1))],
  text_with_signature_parameter: [hmac(KEY, `${TEXT}&signature=`)],
  text_in_other_order: [hmac(KEY, `${PATH}?pt=${PT}&ts=1483257600&Action=Launch`)],
  text_url_encoded: [hmac(KEY, encodeURIComponent(TEXT))],
  text_with_entities: [hmac(KEY, TEXT.replaceAll("&", "&amp;"))],
  text_lower_cased: [hmac(KEY, TEXT.toLowerCase())],
  text_with_line_end: [hmac(KEY, `${TEXT}\n`)],
  text_hashed_first: [hmac(KEY, sha256(TEXT)), hmac(KEY, sha256(TEXT).toString("hex"))],
  secret_decoded_as_base64: [hmac(Buffer.from(KEY, "base64"), TEXT)],
  secret_decoded_as_hex: [hmac(Buffer.from(KEY, "hex"), TEXT)],
  secret_encoded_as_base64: [hmac(Buffer.from(KEY).toString("base64"), TEXT)],
  secret_with_blanks: [`${KEY}\n`, `${KEY}\r\n`, ` ${KEY}`].map((key) => hmac(key, TEXT)),
  secret_in_quotes: [hmac(`"${KEY}"`, TEXT)],
  secret_lower_cased: [hmac(KEY.toLowerCase(), TEXT)],
  secret_missing: [hmac("", TEXT), hmac("Signature Key", TEXT)],
  access_token_as_key: [hmac(PT, TEXT)],
  secret_and_text_swapped: [hmac(TEXT, KEY)],
  hash_without_hmac: [sha256(KEY + TEXT).toString("hex"), sha256(TEXT).toString("hex")],
};

describe("what the signature of a launch URL gives away", () => {
  test("a right one has no mistake, in hex of either case", () => {
    for (const signature of [right, right.toUpperCase()]) expect(explain(signature)).toStrictEqual({ of: "current", mistakes: [] });
  });

  test.each(launchMistakes)("%s is recognised, and nothing else is said", (mistake) => {
    for (const signature of made[mistake]) expect(explain(signature)?.mistakes, signature).toStrictEqual([mistake]);
  });

  test("which key it is: the one before, one that is over, another pairing's", () => {
    for (const of of ["previous", "ended", "other"] as const)
      expect(
        explain(right, [
          { key: "another", of: "current" },
          { key: KEY, of },
        ]),
      ).toStrictEqual({ of, mistakes: [] });
  });

  test("two mistakes at once are both told, and what is nobody's is told to be nobody's", () => {
    const both = Buffer.from(hmac(`${KEY}\n`, ORIGIN + TEXT), "hex").toString("base64");
    expect(explain(both)?.mistakes).toStrictEqual(["signature_in_base64", "full_url_signed", "secret_with_blanks"]);
    expect(explain(hmac("somebody else's", TEXT))).toBeNull();
  });

  test("parameters that stand in another order, signed as the seed has them", () => {
    expect(explain(right, [current], `pt=${PT}&Action=Launch&ts=1483257600`)?.mistakes).toStrictEqual(["text_in_other_order"]);
  });
});
