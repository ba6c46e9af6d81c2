import { expect, test } from "vitest";
import { bodyDigest, isHmac, isHmacHex, isSha256 } from "./hmac";

// RFC 4231, section 4.3 (test case 2).
const [secret, message, mac] = ["Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"];

test("P3-06: the vector of RFC 4231, in hex of either case", () => {
  expect(isHmacHex(secret, message, mac)).toBe(true);
  expect(isHmacHex(secret, message, mac.toUpperCase())).toBe(true);
});

test("anything else is false, and nothing of it throws", () => {
  const wrong = ["", mac.slice(0, 32), mac.slice(0, 63), `${mac}0`, `${mac}zz`, mac.replace("5", "6"), "z".repeat(64), `0x${mac.slice(2)}`];
  for (const text of wrong) expect(isHmacHex(secret, message, text), text).toBe(false);
  expect(isHmacHex("jefe", message, mac)).toBe(false);
  expect(isHmacHex(secret, `${message}\n`, mac)).toBe(false);
});

test("of bytes, all of them or the first half are right; less than half is never compared", () => {
  const bytes = Buffer.from(mac, "hex");
  for (const right of [bytes, bytes.subarray(0, 16)]) expect(isHmac(secret, message, right)).toBe(true);
  for (const wrong of [bytes.subarray(0, 15), bytes.subarray(0, 1), new Uint8Array(), bytes.subarray(16), bytes.subarray(0, 31)])
    expect(isHmac(secret, message, wrong)).toBe(false);
  expect(isHmac(Buffer.from(secret), message, bytes), "a key of bytes").toBe(true);
  const digest = Buffer.from("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "hex");
  expect([isSha256("abc", digest), isSha256("abc", digest.subarray(0, 8)), isSha256("abd", digest)]).toEqual([true, false, false]);
});

test("the digest of a body is SHA-256 of its bytes (FIPS 180-4)", () => {
  expect(bodyDigest(Buffer.from("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
