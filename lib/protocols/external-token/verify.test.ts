import fc from "fast-check";
import { expect, test } from "vitest";
import { readReturnUrl } from "./return-url";
import { tellTokenChecks } from "./tell-checks";
import { tokenRefusals } from "./refusals";
import { readVisitor } from "./visitor";
import { readUuid, verifyClaims, verifySender, whenAccepted } from "./verify";

const NOW_MS = 1_800_000_000_000;
const NOW = NOW_MS / 1000;
const good = { iss: "acme", jti: "1", exp: NOW + 60, aud: "farfalla", sub: "user", user: { uuid: "ada" } };
const verdict = (changes: object, more: { nowMs?: number; weakKey?: boolean; audience?: string } = {}) => {
  const facts = { claims: { ...good, ...changes }, audience: "farfalla", nowMs: NOW_MS, maxLifetimeSeconds: 3600, weakKey: false };
  const verified = verifyClaims({ ...facts, ...more });
  return verified.ok ? "ok" : verified.reason;
};

test("the checks that are told are all that there are, in the order of the table of refusals", () => {
  expect(tellTokenChecks("accepted").map(({ name }) => name)).toEqual(Object.keys(tokenRefusals));
  for (const reason of Object.keys(tokenRefusals)) {
    const states = tellTokenChecks(reason).map(({ state }) => state);
    const failed = states.indexOf("failed");
    expect(new Set(states.slice(0, failed))).toEqual(new Set(failed === 0 ? [] : ["passed"]));
    expect(states.slice(failed + 1).every((state) => state === "not_reached")).toBe(true);
  }
});

test("of a header, its algorithm is looked at before who says it; of an issuer, whether it may before its key", () => {
  const issuer = { disabled: true, partnerSuspended: true, hasKey: false };
  const reason = (header: Record<string, unknown>, facts: typeof issuer | null) => {
    const verified = verifySender({ header, issuer: facts });
    return verified.ok ? "ok" : verified.reason;
  };
  expect(reason({ alg: "none", crit: [] }, null)).toBe("alg_not_hs256");
  expect(reason({ alg: "HS256", typ: "JWT", kid: 7 }, null)).toBe("issuer_unknown");
  expect(reason({ alg: "HS256" }, issuer)).toBe("issuer_disabled");
  expect(reason({ alg: "HS256" }, { ...issuer, disabled: false })).toBe("partner_suspended");
  expect(reason({ alg: "HS256" }, { ...issuer, disabled: false, partnerSuspended: false })).toBe("key_expired");
  // What a prototype has is no member of a header.
  expect(reason(Object.create({ alg: "HS256" }) as Record<string, unknown>, null)).toBe("alg_not_hs256");
});

test("P2-32 to the second: the edges of a token's life, and of one under a weak key", () => {
  expect(verdict({ exp: NOW - 29 })).toBe("ok");
  expect(verdict({ exp: NOW - 30 })).toBe("token_expired");
  expect(verdict({ exp: NOW + 3630 })).toBe("ok");
  expect(verdict({ exp: NOW + 3631 })).toBe("exp_too_far");
  expect(verdict({ exp: NOW + 300 }, { weakKey: true })).toBe("ok");
  expect(verdict({ exp: NOW + 301 }, { weakKey: true })).toBe("exp_too_far");
  expect(verdict({ exp: NOW_MS })).toBe("exp_in_milliseconds");
  expect(verdict({ nbf: NOW + 30, iat: NOW + 30 })).toBe("ok");
  expect(verdict({ iat: NOW + 31 })).toBe("clock_skew");
});

test("P2-68 a token is for the audience that the platform has, letter for letter, alone or in a list", () => {
  expect(verdict({}, { audience: "https://login.example" })).toBe("aud_wrong");
  expect(verdict({ aud: "https://login.example" }, { audience: "https://login.example" })).toBe("ok");
  expect(verdict({ aud: ["other", "https://login.example"] }, { audience: "https://login.example" })).toBe("ok");
  for (const aud of ["https://login.example/", "HTTPS://login.example", "https://login", [["https://login.example"]]])
    expect(verdict({ aud }, { audience: "https://login.example" })).toBe("aud_wrong");
});

test("P2-35 a uuid is trimmed, and is nobody's when many would share it", () => {
  expect(readUuid({ user: { uuid: "  ada " } })).toBe("ada");
  for (const uuid of ["NULL", " nil ", "Undefined", "", "\u0085", 0, null, {}])
    expect(readUuid({ user: { uuid } }), JSON.stringify(uuid)).toBeNull();
});

test("P2-34 P2-52 an address is one of ASCII, a picture is https; what is not is left out", () => {
  const read = (user: object) => readVisitor({ ...good, user: { uuid: "ada", ...user } });
  expect(read({ email: "Ada@Example.com", picture_url: "https://pic.example/a.png", accept_terms_and_policies: true })).toMatchObject({
    email: "ada@example.com",
    pictureUrl: "https://pic.example/a.png",
    acceptsTerms: true,
    warnings: [],
  });
  for (const email of [
    "a@x.com\r\nBcc: b@y.com",
    "a@x.com,b@y.com",
    "a＠x.com",
    "op@exаmple.com",
    `${"a".repeat(321)}@x.com`,
    ["a@x.com"],
    '"a b"@x.com',
    "a@users.latchkey.invalid",
  ])
    expect(read({ email }), String(email)).toMatchObject({ email: null, warnings: ["email_dropped"] });
  for (const picture_url of [
    "javascript:alert(1)",
    "data:image/png,x",
    "http://169.254.169.254/",
    `https://x.example/${"x".repeat(5000)}`,
    "https://u:p@x.example/",
  ])
    expect(read({ picture_url }), picture_url.slice(0, 40)).toMatchObject({ pictureUrl: null, warnings: ["picture_dropped"] });
  expect(read({ accept_terms_and_policies: "true" })).toMatchObject({ acceptsTerms: false, warnings: ["terms_dropped"] });
});

test("P2-59 nothing but our own paths and the issuer's hosts is led to", () => {
  const read = (intended: unknown) => readReturnUrl(intended, { publicUrl: "https://login.example", hosts: ["alpha.example"] });
  for (const bad of [
    "/%2e%2e//evil",
    "/.//evil",
    "/a/..//evil",
    "//",
    "/\t/evil",
    "/AUTH/token",
    "/%61pi/x",
    "/_next/x",
    "https://login.example.evil",
    "https://login.example@evil/",
    "https://alpha.example.",
    "https://alpha.example:443/",
    "https:///alpha.example",
    "HTTPS:alpha.example",
    " /x",
    "/%zz",
  ])
    expect(read(bad), bad).toEqual({ ok: false, reason: "not_allowed" });
  for (const [good, location] of [
    ["/reader?x=%20y#z", "/reader?x=%20y#z"],
    ["https://login.example", "/"],
    ["https://login.example/a", "/a"],
    ["HTTPS://alpha.example/a:b@c", "HTTPS://alpha.example/a:b@c"],
  ])
    expect(read(good), good).toEqual({ ok: true, value: location });
});

test("P2-32 when a token is accepted: just where the checks accept it, whatever its times, its life and its key", () => {
  const offset = fc.oneof(fc.integer({ min: -4_000, max: 4_000 }), fc.double({ min: -100, max: 100, noNaN: true }));
  const drawn = fc.record({
    exp: fc.integer({ min: -100, max: 4_000 }),
    nbf: fc.option(offset),
    iat: fc.option(offset),
    life: fc.integer({ min: 60, max: 3_600 }),
    weakKey: fc.boolean(),
    nowMs: fc.integer({ min: -5_000_000, max: 5_000_000 }),
  });
  let accepted = 0;
  fc.assert(
    fc.property(drawn, ({ exp, nbf, iat, life, weakKey, nowMs }) => {
      const times = { ...(nbf === null ? {} : { nbf: NOW + nbf }), ...(iat === null ? {} : { iat: NOW + iat }) };
      const facts = { claims: { ...good, exp: NOW + exp, ...times }, maxLifetimeSeconds: life, weakKey };
      const { fromMs, untilMs } = whenAccepted(facts);
      for (const at of [NOW_MS + nowMs, fromMs - 1, fromMs, untilMs - 1, untilMs]) {
        const isAccepted = verifyClaims({ ...facts, audience: "farfalla", nowMs: at }).ok;
        if (isAccepted) accepted += 1;
        expect(isAccepted).toBe(at >= fromMs && at < untilMs);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(accepted).toBeGreaterThan(500);
});
