import { expect } from "vitest";
import type { RawResponse } from "./raw-http";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
// A stack, a query, a path of a file, the name of a library that tells an attacker where to look.
const innards =
  /\n\s+at |node_modules|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM) |\/(?:home|root|usr|tmp|srv|work)\/|\.[jt]sx?:\d|[Pp]risma|[Pp]ostgres|\bE(?:CONN|PIPE|TIMEDOUT)/;

export type InvariantOptions = {
  /** what must appear nowhere */
  readonly secrets: Iterable<string>;
  /** of these, what the row allows in the body */
  readonly allowed?: readonly string[];
};

/** I0: what holds for every answer of every test on the routes that carry tokens (docs/security/attacks.md). */
export function expectInvariant(response: RawResponse, { secrets, allowed = [] }: InvariantOptions): void {
  const header = (name: string) => response.headers.get(name)?.join(", ");
  const seen = `status ${response.status}, headers ${JSON.stringify([...response.headers])}, body ${response.body.slice(0, 500)}`;
  expect(response.status, seen).not.toBe(500);
  expect(header("cache-control"), `Cache-Control: ${seen}`).toContain("no-store");
  expect(header("x-content-type-options"), `X-Content-Type-Options: ${seen}`).toBe("nosniff");
  expect(header("referrer-policy"), `Referrer-Policy: ${seen}`).toBe("no-referrer");
  expect(header("x-request-id"), `x-request-id: ${seen}`).toMatch(UUID_V7);
  if (response.body !== "") expect(header("content-type"), `Content-Type: ${seen}`).toMatch(/; *charset=utf-8$/i);
  for (const name of ["x-powered-by", "server", "access-control-allow-origin", "set-cookie", "location", "etag"]) {
    expect(header(name), `${name}: ${seen}`).toBeUndefined();
  }
  expect(response.body, `innards: ${seen}`).not.toMatch(innards);
  expectNoSecret(JSON.stringify([...response.headers]), secrets, "a header");
  expectNoSecret(
    response.body,
    [...secrets].filter((secret) => !allowed.includes(secret)),
    "the body",
  );
}

/** None of the secrets stands in the text. */
export function expectNoSecret(text: string, secrets: Iterable<string>, where: string): void {
  for (const secret of secrets) {
    // Not `toContain`: its message would print the text, and the secret with it.
    if (text.includes(secret))
      throw new Error(
        `${where} holds a secret: ${secret.slice(0, 12)}… in ${text.slice(Math.max(0, text.indexOf(secret) - 120), text.indexOf(secret))}…`,
      );
  }
}
