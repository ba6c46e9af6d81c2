import { describe, expect, test } from "vitest";
import { readCompactJws } from "./compact-jws";
import { readStrictJson } from "./strict-json";

const b64 = (value: object | string) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const SIGNATURE = "A".repeat(43);
const token = (header: object | string = { alg: "HS256" }, payload: object | string = { iss: "acme" }) =>
  `${b64(header)}.${b64(payload)}.${SIGNATURE}`;

describe("a token has one spelling", () => {
  test("three parts, a header that is an object, a signature of 43 letters", () => {
    expect(readCompactJws(token())).toMatchObject({ header: { alg: "HS256" }, text: token() });
  });

  test("P2-07 P2-08 P2-18: no signature, a short one, other numbers of parts, other serialisations", () => {
    const [head = "", body = ""] = token().split(".");
    for (const text of [
      "",
      "a",
      `${head}.${body}.`,
      `${head}.${body}`,
      token().slice(0, -4),
      `${head}.${body}.${"A".repeat(35)}`,
      `${token()}.${body}`,
      `${head}..${body}.${body}.${SIGNATURE}`,
      `{"payload":"${body}","signatures":[]}`,
    ])
      expect(readCompactJws(text), text).toBeNull();
  });

  test("P2-24 P2-25: blanks, line ends, padding and the other base64 alphabet anywhere in it", () => {
    const [head = "", body = ""] = token().split(".");
    for (const odd of [" ", "\t", "\n", "\r\n", "%20", "%0A", "=", "==", "+", "/", "\0", "é"]) {
      expect(readCompactJws(`${token()}${odd}`)).toBeNull();
      expect(readCompactJws(`${odd}${token()}`)).toBeNull();
      expect(readCompactJws(`${head}${odd}.${body}.${SIGNATURE}`)).toBeNull();
      expect(readCompactJws(`${head}.${body}${odd}.${SIGNATURE}`)).toBeNull();
    }
  });

  test("P2-26: of the four last letters that mean the same bytes, one is right, in each part", () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = (start: string) => Array.from(letters).filter((letter) => readCompactJws(`${start}${letter}`) !== null);
    // Two of the last letter's six bits carry nothing, so that every fourth is canonical.
    expect(last(token().slice(0, -1))).toHaveLength(16);
    const [head = "", body = ""] = token({ alg: "HS256" }, "x").split(".");
    expect(
      Array.from(letters).filter((letter) => readCompactJws(`${head}.${body.slice(0, -1)}${letter}.${SIGNATURE}`) !== null),
    ).toHaveLength(4);
  });

  test("P2-30: 8192 characters are read, one more is not", () => {
    const [head = ""] = token().split(".");
    const room = 8192 - head.length - SIGNATURE.length - 2;
    const text = (length: number) => `${head}.${"A".repeat(length)}.${SIGNATURE}`;
    const whole = room - (room % 4);
    expect(readCompactJws(text(whole))).not.toBeNull();
    expect(readCompactJws(text(whole + 4))).toBeNull();
  });
});

describe("JSON that every parser reads alike", () => {
  const read = (text: string) => readStrictJson(Buffer.from(text));

  test("P2-27: no name twice in one object, however it is spelled; in two objects it may", () => {
    for (const text of [`{"iss":"a","iss":"b"}`, `{"iss":"a","\\u0069ss":"b"}`, `{"user":{"a":1,"a":2}}`, `{"x":[{"a":1},{"a":1,"a" :2}]}`])
      expect(read(text), text).toBeNull();
    expect(read(`{"a":{"a":"a"},"b":[{"a":1},{"a":2}],"c":"{\\"a\\":1,\\"a\\":2}"}`)).not.toBeNull();
  });

  test("P2-28: no byte order mark, no other encoding, no lone surrogate", () => {
    expect(read(`\uFEFF{"a":1}`)).toBeNull();
    expect(readStrictJson(Buffer.from(`{"a":1}`, "utf16le"))).toBeNull();
    expect(readStrictJson(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toBeNull();
    expect(read(`{"user":{"uuid":"\\ud800"}}`)).toBeNull();
    expect(read(`{"user":{"uuid":"\\ud83d\\ude00 ż"}}`)).toEqual({ user: { uuid: "😀 ż" } });
  });

  test("P2-29: nothing but an object", () => {
    for (const text of ["", "[]", `"x"`, "1", "null", "true", `{"a":1} {}`, `{"a":1,}`, "{'a':1}"]) expect(read(text), text).toBeNull();
  });

  test("P2-31: names of prototypes are members like others; deep nesting and ten thousand members take no time", () => {
    expect(read(`{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}`)).not.toBeNull();
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    const deep = `${'{"a":'.repeat(500)}1${"}".repeat(500)}`;
    const wide = `{${Array.from({ length: 10_000 }, (_, i) => `"m${i}":1`).join(",")}}`;
    const before = performance.now();
    expect(read(deep)).not.toBeNull();
    expect(read(wide)).not.toBeNull();
    expect(performance.now() - before).toBeLessThan(500);
  });
});
