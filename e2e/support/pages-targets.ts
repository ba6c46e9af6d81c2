import { expect } from "vitest";
import { type PageAnswer, told } from "./pages-http";

/** Where an attacker wants somebody to go after signing in (P2-59), as it stands in a parameter. */
export const evilTargets: readonly string[] = [
  "//evil.example",
  "https://evil.example",
  "https:evil.example",
  "https:/evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "///evil.example",
  "/%09/evil.example",
  "/%5cevil.example",
  "/panel/..//evil.example",
  "/panel/%2e%2e//evil.example",
  "/.//evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "/\u0000/evil.example",
  "https://evil.example%00.127.0.0.1",
  "http://127.0.0.1@evil.example/panel",
  "http://127.0.0.1.evil.example/panel",
  "http://localhost/panel",
  "/panel\r\nSet-Cookie: a=b",
  "/panel%0d%0aSet-Cookie: a=b",
  "%",
  "%E0%A4%A",
  "/api/auth/signout",
  "/api/authorization/x",
  "/services/x/open",
  `/panel?${"x".repeat(3000)}`,
  "",
  "/",
  "panel",
  "?",
  "#",
  "[object Object]",
  "/панель",
  "\ud800",
];

/** However the target was read, the browser stays on this site, on a page of the realm, and gets no cookie that the target wrote. */
export function expectStaysHere(answer: PageAnswer, baseUrl: string, grounds: RegExp): void {
  expect([200, 303, 307, 400], told(answer)).toContain(answer.status);
  for (const cookie of answer.setCookies) expect(cookie).not.toMatch(/^a=b/);
  const location = answer.header("location");
  if (location === undefined) return;
  const url = new URL(location, baseUrl);
  expect(url.origin, told(answer)).toBe(baseUrl);
  expect(url.pathname, told(answer)).toMatch(grounds);
  expect(location).not.toMatch(/^(?:\/\/|\/\\|\\)|[\r\n\t]/);
}
