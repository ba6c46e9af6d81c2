import { describe, expect, test } from "vitest";
import { readable, readPasted } from "./read-pasted";
import { whyMalformed } from "./why-malformed";

const part = (text: string) => Buffer.from(text).toString("base64url");
const token = `${part('{"alg":"HS256"}')}.${part('{"iss":"acme"}')}.${"A".repeat(43)}`;
const middle = Math.floor(token.length / 2);
const broken = `${token.slice(0, middle)}\r\n  ${token.slice(middle)}`;

describe("what is pasted is understood, and what was taken away is told", () => {
  test.each([
    ["the token alone", ` ${token}\n`, []],
    ["a token over two lines", broken, ["blanks"]],
    ["a whole link", `https://login.example/auth/token?external-auth-token=${token}&x=1#y`, ["link"]],
    ["a link over two lines", `https://login.example/auth/token?external-auth-token=${broken}`, ["link", "blanks"]],
    ["a link that is encoded", `/auth/token?external-auth-token=${token.replaceAll(".", "%2E")}`, ["link"]],
    ["a header", `external-auth-token: ${token}`, ["link"]],
    ["a cookie", `Cookie: a=b; external-auth-token=${token}; c=d`, ["link"]],
    ["a Bearer", `Authorization: Bearer ${token}`, ["bearer"]],
    ["a text in JSON", `"${token}",`, ["quotes"]],
  ])("%s", (_name, pasted, takenAway) => expect(readPasted(pasted)).toEqual({ token, takenAway, ambiguous: false }));

  test("a link with two tokens is ambiguous, as it is on its way; with one token twice too", () => {
    expect(readPasted(`/auth/token?external-auth-token=a.b.c&external-auth-token=d.e.f`).ambiguous).toBe(true);
  });

  test("nothing that is pasted makes it slow or throws", () => {
    for (const text of ["", " ", ".", "%", "external-auth-token=%E0%A4%A", "external-auth-token=".repeat(500), " \n".repeat(6000)])
      expect(() => readPasted(text), text.slice(0, 30)).not.toThrow();
  });
});

test("what of a token can be read is shown as it stands: a doubled name stays double, and no control character comes through", () => {
  expect(readable(token, 1)).toBe('{\n  "iss": "acme"\n}');
  const twice = '{"iss":"a","iss":"b"}';
  expect(readable(`${part("{}")}.${part(twice)}.x`, 1)).toBe(twice);
  expect(readable(`${part("\u0000\u001b[31m{")}.x`, 0)).toBe("\ufffd\ufffd[31m{");
  for (const text of ["", "a.c", "a.b c", "….…", "."]) expect(readable(text, 1), text).toBeNull();
});

test("why a text is no token is told by the first thing that is wrong with it", () => {
  const [head = "", body = "", signature = ""] = token.split(".");
  for (const [text, why] of [
    [`${token}${"A".repeat(9000)}`, "too_long"],
    [`${head}.${body}`, "not_three_parts"],
    [`${head}..${signature}`, "not_three_parts"],
    [`${token}.x.y`, "not_three_parts"],
    [`${head}=.${body}.${signature}`, "not_base64url"],
    [token.slice(0, -1), "signature_length"],
    [`${head}.${body}.${"A".repeat(42)}B`, "not_one_spelling"],
    [`${part("[]")}.${body}.${signature}`, "not_strict_json"],
  ] as const)
    expect(whyMalformed(text), why).toBe(why);
});
