import { describe, expect, test } from "vitest";
import { LONGEST_PASSWORD } from "../core/password";
import { deriveKey, setMasterSecret } from "./keys";
import { hashPassword, verifyPassword } from "./password";
import { checkPrefixedToken, equalText, hashToken, isTokenSpelling, newPrefixedToken, newToken } from "./token";

describe("a token", () => {
  test("has 43 letters of base62, each as likely as any other, and is never the same", () => {
    const many = Array.from({ length: 2_000 }, newToken);
    expect(many.every(isTokenSpelling)).toBe(true);
    expect(new Set(many).size).toBe(many.length);
    const counts = new Map<string, number>();
    for (const letter of many.join("")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(62);
    // 86,000 draws over 62 letters: 1387 each, standard deviation 37. Seven of them is beyond chance.
    for (const count of counts.values()) expect(Math.abs(count - 1387)).toBeLessThan(7 * 37);
  });

  test("is stored as its SHA-256 (FIPS 180-2, appendix B.1)", () => {
    expect(hashToken("abc").toString("hex")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  test.each(["", "abc", "a".repeat(42), "a".repeat(44), `${"a".repeat(42)}-`, `${"a".repeat(42)}\n`])(
    "“%s” is not spelled like one",
    (text) => {
      expect(isTokenSpelling(text)).toBe(false);
    },
  );
});

describe("a token that a partner stores", () => {
  test("tells its prefix, and any wrong letter anywhere in it", () => {
    const token = newPrefixedToken("lk_live");
    expect(token).toMatch(/^lk_live_[0-9A-Za-z]{49}$/);
    expect(checkPrefixedToken("lk_live", token)).toBe(true);
    for (let place = 8; place < token.length; place += 1) {
      const other = token[place] === "x" ? "y" : "x";
      expect(checkPrefixedToken("lk_live", token.slice(0, place) + other + token.slice(place + 1)), String(place)).toBe(false);
    }
    for (const wrong of [token.slice(1), `${token}a`, token.slice(0, -1), token.replace("live", "test"), token.toUpperCase(), ""])
      expect(checkPrefixedToken("lk_live", wrong)).toBe(false);
  });

  test("PN-38: of a hundred thousand invented ones of the right shape none passes", () => {
    const passed = Array.from({ length: 100_000 }, () => `lk_live_${newToken()}${newToken().slice(0, 6)}`).filter((text) =>
      checkPrefixedToken("lk_live", text),
    );
    expect(passed).toEqual([]);
  }, 60_000);
});

test("texts are compared whole, also of unequal length", () => {
  expect([equalText("a", "a"), equalText("a", "b"), equalText("a", "aa"), equalText("", "")]).toEqual([true, false, false, true]);
});

test("each label has a key of its own, the same in every process with the same secret", () => {
  setMasterSecret("0".repeat(64));
  const key = deriveKey("panel-session");
  expect(key).toHaveLength(32);
  expect(deriveKey("panel-session").equals(key)).toBe(true);
  setMasterSecret("1".repeat(64));
  expect(deriveKey("panel-session").equals(key)).toBe(false);
});

describe("a password", () => {
  test("is hashed by argon2id with 19 MiB and a salt of its own, and found again", async () => {
    const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect([await verifyPassword(one, "correct horse"), await verifyPassword(one, "correct hors")]).toEqual([true, false]);
  });

  test("of nobody is never right", async () => {
    expect(await verifyPassword(null, "nobody's password")).toBe(false);
  });

  test("that is longer than anybody's is never right, though it were the one that was hashed", async () => {
    const longest = "ab".repeat(LONGEST_PASSWORD / 2);
    expect(await verifyPassword(await hashPassword(longest), longest)).toBe(true);
    expect(await verifyPassword(await hashPassword(`${longest}c`), `${longest}c`)).toBe(false);
    expect(await verifyPassword(await hashPassword(""), `${longest}c`)).toBe(false);
  });

  test("twenty at once all get their turn", async () => {
    const hash = await hashPassword("turn by turn");
    expect(await Promise.all(Array.from({ length: 20 }, () => verifyPassword(hash, "turn by turn")))).toEqual(
      Array.from({ length: 20 }, () => true),
    );
  });
});
