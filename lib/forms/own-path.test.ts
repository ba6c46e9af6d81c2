import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownPath, ownPathOfUrl } from "./own-path";

const grounds = ["/", "/services", "/account"];
const BASE = "https://login.example.com";

/** The list of attacks.md, P2-59, and what else has been tried on others. */
export const elsewhere = [
  "//evil",
  "https://evil",
  "https:evil",
  "/\\evil",
  "\\\\evil",
  "/%09/evil",
  "/\t/evil",
  "https://login.example.com@evil",
  "https://login.example.com.evil",
  "https://evillogin.example.com",
  "https://login.example.com:8443",
  "http://login.example.com/account",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://login.example.com%00.evil",
  "https://lоgin.example.com/account",
  `/${"a".repeat(3000)}`,
  "/account\r\nset-cookie: a=b",
  "/auth/token?external-auth-token=x",
  "/api/auth/signout",
  "/account/../api/auth/signout",
  "/services/..//evil",
  "/.//evil",
  "/account/%2e%2e/api/auth/signout",
  "",
  "account",
  "?next=/account",
  "#x",
  "%",
  "/services-of-others",
  "/accounts",
  " /account",
  "/account /x",
];

describe("a place to go after signing in", () => {
  test.each(elsewhere)("PN-33: %j leads nowhere", (text) => {
    expect(ownPath(text, grounds)).toBeNull();
    expect(ownPathOfUrl(text, BASE, grounds)).toBeNull();
  });

  test.each([["/"], ["/services"], ["/services/shop?x=1&y=%20z#top"], ["/account"], ["/services//x"]])("%s is kept", (path) => {
    expect(ownPath(path, grounds)).toBe(path);
    expect(ownPathOfUrl(`${BASE}${path}`, BASE, grounds)).toBe(path);
  });

  test("dot segments are resolved before the ground is looked at", () => {
    expect(ownPath("/account/../services/shop", grounds)).toBe("/services/shop");
    expect(ownPath("/account/../panel", grounds)).toBeNull();
  });

  test.each([[undefined], [null], [7], [["/account"]], [{ toString: () => "/account" }]])("what is no text leads nowhere: %j", (value) => {
    expect(ownPath(value, grounds)).toBeNull();
    expect(ownPathOfUrl(value, BASE, grounds)).toBeNull();
  });

  test("whatever is asked for, a browser stays on our origin", () => {
    const piece = fc.oneof(
      fc.constantFrom("/", "\\", "//", "..", ".", "%2f", "%5c", "\t", "@", ":", "?", "#", "https:", "evil", "services", "account"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = ownPath(pieces.join(""), grounds);
        return path === null || (new URL(path, BASE).origin === BASE && new URL(path, BASE).href === `${BASE}${path}`);
      }),
      { numRuns: 3000 },
    );
  });
});
