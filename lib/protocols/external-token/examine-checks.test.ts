import { describe, expect, test } from "vitest";
import type { CheckState } from "@/lib/core/checks";
import type { TokenRefusal } from "./refusals";
import { examineChecks, verifyClaims, verifySender } from "./verify";

const NOW_MS = 1_800_000_000_000;
const NOW = NOW_MS / 1000;
const claims = { iss: "acme", jti: "1", exp: NOW + 60, aud: "farfalla", sub: "user", user: { uuid: "ada" } };
const issuer = { disabled: false, partnerSuspended: false, hasKey: true };
type Changes = { claims?: object; header?: object; issuer?: typeof issuer | null };

const facts = (changes: Changes = {}) => ({
  header: { alg: "HS256", ...changes.header },
  issuer: changes.issuer === undefined ? issuer : changes.issuer,
  claims: { ...claims, ...changes.claims },
  audience: "farfalla",
  nowMs: NOW_MS,
  maxLifetimeSeconds: 3600,
  weakKey: false,
});
const notPassed = (changes: Changes) =>
  Object.fromEntries([...examineChecks(facts(changes))].filter(([, state]) => state !== "passed")) as Partial<
    Record<TokenRefusal, CheckState>
  >;

const rows: [string, Changes, Partial<Record<TokenRefusal, CheckState>>][] = [
  ["nothing wrong", {}, {}],
  ["an algorithm", { header: { alg: "none" } }, { alg_not_hs256: "failed" }],
  ["a header that is not allowed", { header: { jku: "x", typ: "at+jwt" } }, { header_not_allowed: "failed", typ_not_jwt: "failed" }],
  [
    "nobody's name",
    { issuer: null },
    { issuer_unknown: "failed", issuer_disabled: "unknown", partner_suspended: "unknown", key_expired: "unknown" },
  ],
  [
    "an issuer with everything against it",
    { issuer: { disabled: true, partnerSuspended: true, hasKey: false } },
    { issuer_disabled: "failed", partner_suspended: "failed", key_expired: "failed" },
  ],
  [
    "no exp",
    { claims: { exp: undefined } },
    { exp_missing: "failed", exp_malformed: "unknown", exp_in_milliseconds: "unknown", token_expired: "unknown", exp_too_far: "unknown" },
  ],
  [
    "an exp that is text",
    { claims: { exp: "1" } },
    { exp_malformed: "failed", exp_in_milliseconds: "unknown", token_expired: "unknown", exp_too_far: "unknown" },
  ],
  [
    "an exp in milliseconds",
    { claims: { exp: NOW_MS } },
    { exp_in_milliseconds: "failed", token_expired: "unknown", exp_too_far: "unknown" },
  ],
  ["an exp long ago", { claims: { exp: NOW - 90 } }, { token_expired: "failed" }],
  ["an exp far off", { claims: { exp: NOW + 90_000 } }, { exp_too_far: "failed" }],
  ["a time that is text", { claims: { iat: "1" } }, { time_malformed: "failed", clock_skew: "unknown" }],
  ["a clock that runs ahead", { claims: { nbf: NOW + 600 } }, { clock_skew: "failed" }],
  ["no jti", { claims: { jti: null } }, { jti_missing: "failed", jti_malformed: "unknown" }],
  ["a jti that is a number", { claims: { jti: 7 } }, { jti_malformed: "failed" }],
  ["no uuid", { claims: { user: {} } }, { uuid_missing: "failed", uuid_malformed: "unknown" }],
  [
    "many mistakes at once",
    { header: { alg: "RS256" }, claims: { aud: "x", sub: "x", user: { uuid: "null" } } },
    { alg_not_hs256: "failed", aud_wrong: "failed", sub_wrong: "failed", uuid_malformed: "failed" },
  ],
];

describe("each check is made of its own, or says that it cannot be", () => {
  test.each(rows)("%s", (_name, changes, expected) => expect(notPassed(changes)).toEqual(expected));

  test.each(rows)("%s: the first that fails is the one that the live route names", (_name, changes) => {
    const [first] = Object.entries(notPassed(changes)).find(([, state]) => state === "failed") ?? ["ok"];
    const sender = verifySender(facts(changes));
    const verdict = sender.ok ? verifyClaims(facts(changes)) : sender;
    expect(first).toBe(verdict.ok ? "ok" : verdict.reason);
  });
});
