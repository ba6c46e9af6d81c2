import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { explainSignature, type SignatureMistake, signatureMistakes, type TriedSecret } from "./explain-signature";

// As newToken() makes them, so that decoding one as hex or base64 does what it does to a real one.
const SECRET = "a9F3kQ7ZpLw2TxYb8RmN4cVd6HsJg1UeWqXr5KtB0Iy";
const API_KEY = "3fGk29LmQpRsTuVwXyZaBcDe";
const STAMP = "2026-11-24T12:00:00+0100";
const TEXT = `${API_KEY}:${STAMP}`;
const current: TriedSecret = { secret: SECRET, of: "current", clientName: "Shop" };

const hmac = (key: string | Uint8Array, text: string) => createHmac("sha256", key).update(text).digest("hex");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const right = hmac(SECRET, TEXT);
const explain = (signature: string, secrets: readonly TriedSecret[] = [current]) =>
  explainSignature({ apiKey: API_KEY, timestamp: STAMP, signature }, secrets);

/** What client code makes of it that makes one mistake. */
const made: Record<SignatureMistake, readonly string[]> = {
  signature_in_base64: [Buffer.from(right, "hex").toString("base64"), Buffer.from(right, "hex").toString("base64url")],
  hex_in_base64: [Buffer.from(right).toString("base64")],
  signature_with_separators: [(right.match(/../g) ?? []).join("-").toUpperCase()],
  signature_with_prefix: [`sha256=${right}`, `0x${right}`],
  signature_cut: [right.slice(0, 32), right.slice(0, 63)],
  arguments_swapped: [hmac(SECRET, `${STAMP}:${API_KEY}`)],
  timestamp_reformatted: [
    "2026-11-24T12:00:00+01:00",
    "2026-11-24T11:00:00Z",
    "2026-11-24T11:00:00.000Z",
    "2026-11-24 12:00:00+0100",
    "2026-11-24T11:00:00+0000",
    "2026-11-24T12:00:00",
    "1795518000",
    "1795518000000",
  ].map((stamp) => hmac(SECRET, `${API_KEY}:${stamp}`)),
  text_lower_cased: [hmac(SECRET, TEXT.toLowerCase())],
  text_url_encoded: [
    hmac(SECRET, encodeURIComponent(TEXT)),
    hmac(SECRET, `${API_KEY}:${encodeURIComponent(STAMP)}`),
    hmac(SECRET, TEXT.replace("+", " ")),
  ],
  other_separator: [hmac(SECRET, API_KEY + STAMP), hmac(SECRET, `${API_KEY}\n${STAMP}`)],
  text_with_line_end: [hmac(SECRET, `${TEXT}\n`)],
  half_of_text: [hmac(SECRET, API_KEY), hmac(SECRET, STAMP)],
  secret_decoded_as_base64: [hmac(Buffer.from(SECRET, "base64"), TEXT)],
  secret_decoded_as_hex: [hmac(Buffer.from(SECRET, "hex"), TEXT)],
  secret_encoded_as_base64: [hmac(Buffer.from(SECRET).toString("base64"), TEXT)],
  secret_with_blanks: [`${SECRET}\n`, `${SECRET}\r\n`, ` ${SECRET}`].map((key) => hmac(key, TEXT)),
  secret_in_quotes: [hmac(`"${SECRET}"`, TEXT)],
  secret_lower_cased: [hmac(SECRET.toLowerCase(), TEXT)],
  secret_missing: [hmac("", TEXT), hmac("undefined", TEXT)],
  api_key_as_secret: [hmac(API_KEY, TEXT)],
  secret_and_text_swapped: [hmac(TEXT, SECRET)],
  hash_without_hmac: [sha256(SECRET + TEXT), sha256(TEXT + SECRET), sha256(TEXT)],
};

describe("what a pasted signature gives away", () => {
  test("a right signature has no mistake, in hex of either case", () => {
    for (const signature of [right, right.toUpperCase()])
      expect(explain(signature)).toStrictEqual({ by: { of: "current", clientName: "Shop" }, mistakes: [] });
  });

  test.each(signatureMistakes)("%s is recognised, and nothing else is said", (mistake) => {
    for (const signature of made[mistake]) expect(explain(signature)?.mistakes, signature).toEqual([mistake]);
  });

  test("two mistakes at once are recognised", () => {
    const swappedInBase64 = createHmac("sha256", SECRET).update(`${STAMP}:${API_KEY}`).digest("base64");
    expect(explain(swappedInBase64)?.mistakes).toEqual(["signature_in_base64", "arguments_swapped"]);
    expect(explain(hmac(`${SECRET}\n`, `${API_KEY}:2026-11-24T11:00:00Z`))?.mistakes).toEqual([
      "timestamp_reformatted",
      "secret_with_blanks",
    ]);
  });

  test("a previous secret, an ended one and another client's are told apart", () => {
    const secrets: TriedSecret[] = [
      current,
      { secret: "previous0000000000000000000000000000000000000", of: "previous", clientName: "Shop" },
      { secret: "ended00000000000000000000000000000000000000000", of: "ended", clientName: "Shop" },
      { secret: "other00000000000000000000000000000000000000000", of: "other", clientName: "Kiosk" },
    ];
    for (const { secret, of, clientName } of secrets)
      expect(explain(hmac(secret, TEXT), secrets)).toStrictEqual({ by: { of, clientName }, mistakes: [] });
  });

  test("a signature of nobody's is explained by nothing, and nothing that is pasted throws", () => {
    for (const signature of ["", "x", hmac("somebody else's", TEXT), "0".repeat(64), "%", "\u0000", "=".repeat(88), "A".repeat(10_000)])
      expect(explain(signature), signature).toBeNull();
    expect(explainSignature({ apiKey: "", timestamp: "\ud800", signature: right }, [current])).toBeNull();
  });

  test("of a cut signature only the first half is looked at, so that it cannot be completed letter by letter", () => {
    expect(explain(right.slice(0, 31))).toBeNull();
    const other = right[32] === "0" ? "1" : "0";
    expect(explain(right.slice(0, 32) + other)).toEqual(explain(right.slice(0, 33)));
    expect(explain(right.slice(0, 31) + (right[31] === "0" ? "1" : "0"))).toBeNull();
  });

  test("an empty key is told as a missing secret, also where nothing of the secret is hex", () => {
    expect(explain(hmac("", TEXT), [{ ...current, secret: `z${SECRET}` }])).toStrictEqual({ by: null, mistakes: ["secret_missing"] });
  });

  test("nothing that is told has the secret or the right signature in it", () => {
    for (const signature of Object.values(made).flat()) {
      const told = JSON.stringify(explain(signature));
      expect(told).not.toContain(SECRET);
      expect(told).not.toContain(right);
    }
  });
});
