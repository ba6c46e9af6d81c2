import { expect } from "vitest";
import { textOf } from "./pages-html";
import { type PageAnswer, told } from "./pages-http";

// A stack, a query, the path of a file, the name of a library that tells an attacker where to look.
const innards =
  /\n\s+at |node_modules|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM) |\/(?:home|root|usr|tmp|srv|work)\/|\.[jt]sx?:\d|[Pp]risma|[Pp]ostgres|\bE(?:CONN|PIPE|TIMEDOUT)|NextAuth|next-auth/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** I0 as far as it speaks of pages: never a 500, never kept by a cache, nothing of our insides. */
export function expectSafe(answer: PageAnswer): void {
  expect(answer.status, told(answer)).not.toBe(500);
  expectSilent(answer);
}

/** I0 without its last sentence, for the answers that are meant to be 500. */
export function expectSilent(answer: PageAnswer): void {
  expect(answer.header("cache-control"), `Cache-Control: ${told(answer)}`).toContain("no-store");
  expect(answer.header("x-content-type-options"), `X-Content-Type-Options: ${told(answer)}`).toBe("nosniff");
  for (const name of ["x-powered-by", "server", "access-control-allow-origin"]) {
    expect(answer.header(name), `${name}: ${told(answer)}`).toBeUndefined();
  }
  const type = answer.header("content-type") ?? "";
  // Next's own refusals are text/plain without one.
  if (type.startsWith("text/html")) expect(type, told(answer)).toMatch(/; *charset=utf-8$/i);
  expect(innards.exec(withoutScripts(answer.body))?.[0], `innards: ${told(answer)}`).toBeUndefined();
}

/** None of these words stands in the answer – what is read, the data for React, headers – but for those that stood in the request's own path. */
export function expectNothingOf(answer: PageAnswer, traces: readonly string[]): void {
  const whole = `${answer.rawHeaders.join("\n")}\n${answer.body}`;
  const found = traces.filter((trace) => whole.includes(trace) && !answer.path.includes(trace));
  expect(found, `of somebody else: ${told(answer)}`).toEqual([]);
}

/** Sent away to sign in. @param realm whose door it has to be */
export function expectSignIn(answer: PageAnswer, realm: "panel" | "portal"): void {
  expectSafe(answer);
  expect([302, 303, 307], told(answer)).toContain(answer.status);
  expect(answer.header("location"), told(answer)).toMatch(realm === "panel" ? /^\/panel\/sign-in(?:\?|$)/ : /^\/sign-in(?:\?|$)/);
}

/** PN-35. What the front door refuses by itself loads nothing: its policy forbids everything, and it has fewer headers. */
export function expectSecurityHeaders(answer: PageAnswer, { https }: { readonly https: boolean }): void {
  const header = (name: string) => answer.header(name) ?? "";
  const what = (name: string) => `${name}: ${told(answer)}`;
  expectSilent(answer);
  const policy = header("content-security-policy");
  const bare = policy.startsWith("default-src 'none'") && !(answer.header("content-type") ?? "").startsWith("text/html");
  expect(policy, what("CSP")).toContain("frame-ancestors 'none'");
  for (const directive of bare
    ? ["default-src 'none'"]
    : ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"]) {
    expect(policy, what("CSP")).toContain(directive);
  }
  if (!bare) expect(/script-src ([^;]*)/.exec(policy)?.[1], what("CSP")).toMatch(/'nonce-[^']{22,}'/);
  expect(policy, what("CSP")).not.toMatch(/unsafe-|\*(?!\.)|data:[^;]*script/);
  expect(header("referrer-policy"), what("Referrer-Policy")).toMatch(/^(?:same-origin|no-referrer)$/);
  if (!bare) {
    expect(header("cross-origin-resource-policy"), what("CORP")).toBe("same-origin");
    expect(header("cross-origin-opener-policy"), what("COOP")).toBe("same-origin");
    expect(header("permissions-policy"), what("Permissions-Policy")).toMatch(/camera=\(\)/);
  }
  if (https)
    expect(header("strict-transport-security"), what("HSTS")).toMatch(/^max-age=(?:3[2-9]|[4-9]\d|\d{3,})\d{6}; *includeSubDomains/i);
  else expect(answer.header("strict-transport-security"), "on http it would be no use").toBeUndefined();
}

/** An answer without what differs each time – ids, nonces, dates – so that two can be compared. */
export function comparable(answer: PageAnswer): object {
  const names = answer.rawHeaders.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return {
    status: answer.status,
    location: answer.header("location")?.replace(UUID, "ID"),
    headers: [...new Set(names)].sort(),
    cache: answer.header("cache-control"),
    text: textOf(answer.body).replace(UUID, "ID"),
  };
}

function withoutScripts(html: string): string {
  return html.replace(/<script\b[^>]*>.*?<\/script>/gs, "");
}
