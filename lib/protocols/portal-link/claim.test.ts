import { describe, expect, test } from "vitest";
import { readClaim } from "./claim";

const said = { key: "K", user_id: 7, username: "ada??>>", password: "p", user_type: 1, timeout: 2_000_000_000 };
const claim = { key: "K", username: "ada??>>", userId: "7", userType: "1", endsAtSeconds: [2_000_000_000] };
const base64 = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64");
const sig = base64(said);

describe("P5-07: sig is read as real senders write it", () => {
  test("the example has what the spellings differ in", () => expect(sig).toMatch(/\+.*=$/));

  test.each([
    ["standard base64", sig],
    ["without padding", sig.replaceAll("=", "")],
    ["URL-safe", Buffer.from(sig, "base64").toString("base64url")],
    ["URL-safe with padding", sig.replaceAll("+", "-").replaceAll("/", "_")],
    ["pluses that became spaces", sig.replaceAll("+", " ")],
    ["lines of 76, as MIME has them", sig.replaceAll(/(.{76})/g, "$1\r\n")],
  ])("%s", (_what, spelled) => expect(readClaim(spelled)).toEqual(claim));

  test.each([
    ["a text for a number", { user_id: "7", user_type: "1", timeout: "2000000000" }, {}],
    ["timestamp instead of timeout", { timeout: undefined, timestamp: 2_000_000_000 }, {}],
    ["both", { timestamp: 2_000_000_001 }, { endsAtSeconds: [2_000_000_000, 2_000_000_001] }],
    ["a length of time", { timeout: 86_400 }, { endsAtSeconds: [] }],
    ["neither", { timeout: undefined }, { endsAtSeconds: [] }],
    ["null for what is not there", { user_id: null, user_type: null, timeout: null }, { userId: null, userType: null, endsAtSeconds: [] }],
    ["members that nobody knows", { extra: { a: [1] }, __proto__: { admin: true } }, {}],
  ])("%s", (_what, changes, expected) => expect(readClaim(base64({ ...said, ...changes }))).toEqual({ ...claim, ...expected }));
});

test.each([
  ["nothing", null],
  ["an empty text", ""],
  ["no base64", "%%%"],
  ["base64 of nothing", "===="],
  ["no JSON", base64("x")],
  ["a list", base64([said])],
  ["a text", base64('"x"')],
  ["UTF-16", Buffer.from(JSON.stringify(said), "utf16le").toString("base64")],
  ["a byte order mark", base64(`\ufeff${JSON.stringify(said)}`)],
  ["a name twice", base64(`{"key":"K","username":"eve","username":"ada"}`)],
  ["no key", base64({ ...said, key: undefined })],
  ["a number for the username", base64({ ...said, username: 7 })],
  ["an object for the id", base64({ ...said, user_id: { a: 1 } })],
  ["true for the type", base64({ ...said, user_type: true })],
  ["a word for the end", base64({ ...said, timeout: "soon" })],
  ["deep nesting", base64("[".repeat(10_000))],
  ["a deep object", base64(`{"a":`.repeat(5_000))],
])("%s is no claim", (_what, spelled) => expect(readClaim(spelled)).toBeNull());

test("what a sig says reaches no prototype, and its password is not in what is read of it", () => {
  const read = readClaim(base64(`{"__proto__":{"admin":true},"key":"K","username":"ada","password":"canary"}`));
  expect(read).toEqual({ key: "K", username: "ada", userId: null, userType: null, endsAtSeconds: [] });
  expect("admin" in {}).toBe(false);
  expect(JSON.stringify(read)).not.toContain("canary");
});
