import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { expectNoSecret } from "../support/invariant";
import {
  Browser,
  claims,
  expectAtIssuer,
  expectIn,
  expectPage,
  forgive,
  HS256,
  type Issuer,
  newIssuer,
  now,
  signed,
  token,
} from "../support/external-token";
import { allServers, doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";
import { readFileSync } from "node:fs";

let world: World;
let issuer: Issuer;
let other: Issuer;
beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
beforeEach(async () => {
  await forgive(world);
  issuer = await newIssuer(world, world.partners.A);
  other = await newIssuer(world, world.partners.B);
});
afterAll(() => world.close());

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe.each(doors())("what a token has to be, %s", (_name, { url }) => {
  const arrive = (text: string) => new Browser(url).arrive(text);
  const atIssuer = async (text: string, reason: string) => expectAtIssuer(world, await arrive(text), issuer, reason);
  const page = async (text: string, reason: string) => expectPage(world, await arrive(text), reason);

  test("P2-01 V signs in, once: a session, one event, a clean address", async () => {
    const answer = await arrive(token(issuer));
    await expectIn(world, answer, issuer);
    expect(answer.header("set-cookie")).toMatch(/^eu_session=[0-9A-Za-z]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  test("P2-02 P2-03 P2-05 P2-07 the algorithm is HS256, spelled so, whatever is signed how", async () => {
    for (const alg of ["none", "None", "NONE", "nOnE"]) {
      const text = token(issuer, {}, { alg });
      await page(`${text.slice(0, text.lastIndexOf("."))}.`, "token_malformed");
      await atIssuer(text, "alg_not_hs256");
    }
    for (const alg of ["hs256", undefined, "", 1, ["HS256"], "RS256", "ES256", "PS256", "EdDSA"])
      await atIssuer(token(issuer, {}, { alg }), "alg_not_hs256");
  });

  test("P2-04 other HMACs, right under the issuer's key", async () => {
    for (const [alg, hash, reason] of [
      ["HS384", "sha384", "token_malformed"],
      ["HS512", "sha512", "token_malformed"],
    ] as const)
      await page(signed({ ...HS256, alg }, claims(issuer), issuer.key, hash), reason);
  });

  test("P2-06 P2-09 P2-10 P2-11 the key is the issuer's own, by its characters, and no header chooses another", async () => {
    const V = claims(issuer);
    for (const key of ["", "\0", Buffer.from(issuer.key).toString("base64"), Buffer.from(issuer.key).toString("hex"), other.key])
      await atIssuer(signed(HS256, V, key), "signature_mismatch");
    await expectAtIssuer(world, await arrive(signed({ ...HS256, kid: issuer.id }, claims(other), issuer.key)), other, "signature_mismatch");
    for (const kid of ["", "/dev/null", "../../../../dev/null", "|sleep 10", "x' UNION SELECT '1';--"])
      for (const key of ["", "1"]) await atIssuer(signed({ ...HS256, kid }, V, key), "signature_mismatch");
    await expectIn(world, await arrive(token(issuer, {}, { kid: "/dev/null" })), issuer);
  });

  test("P2-12 P2-13 P2-14 P2-15 P2-16 P2-17 nothing in the header changes how a token is read or which key it has", async () => {
    const oct = { kty: "oct", k: Buffer.from("attacker").toString("base64url") };
    await atIssuer(signed({ ...HS256, jwk: oct }, claims(issuer), "attacker"), "header_not_allowed");
    for (const header of [
      { jwk: oct },
      { jku: "https://evil.example/k" },
      { x5u: "https://evil.example/k" },
      { x5c: ["x"] },
      { crit: ["x"], x: 1 },
      { crit: ["exp"] },
      { crit: [] },
      { crit: "exp" },
      { b64: false, crit: ["b64"] },
      { zip: "DEF" },
      { cty: "JWT" },
    ])
      await atIssuer(token(issuer, {}, header), "header_not_allowed");
  });

  test("P2-19 P2-20 a token made for another purpose says so in “typ”; absent, JWT and jwt are ours", async () => {
    for (const typ of ["at+jwt", "logout+jwt", "enrol+jwt", "session+jwt", 5, ""])
      await atIssuer(token(issuer, {}, { typ }), "typ_not_jwt");
    for (const typ of [undefined, "JWT", "jwt"]) await expectIn(world, await arrive(token(issuer, {}, { typ })), issuer);
  });

  test("P2-08 P2-18 P2-24 P2-25 P2-26 what is not spelled as one token is believed in nothing, and V works afterwards", async () => {
    const V = token(issuer);
    const [head = "", body = "", mac = ""] = V.split(".");
    const sibling = V.slice(0, -1) + String.fromCharCode(V.charCodeAt(V.length - 1) + (/[Zz9]$/.test(V) ? -1 : 1));
    for (const text of [
      V.slice(0, -4),
      `${V} `,
      ` ${V}`,
      `${V}\n`,
      `${head} .${body}.${mac}`,
      `${V}=`,
      `${V}==`,
      sibling,
      "a",
      `${head}.${body}`,
      `${V}.${mac}`,
      `${head}..${body}.${mac}.x`,
      `{"payload":"${body}"}`,
    ])
      await page(text, "token_malformed");
    const dots = await new Browser(url).ask(`/auth/token?external-auth-token=${V.replaceAll(".", "%2e")}`);
    await expectIn(world, dots, issuer);
  });

  test("P2-27 P2-28 P2-29 P2-49 doubled names, other encodings, no object, no issuer: our own page, which repeats nothing", async () => {
    const text = JSON.stringify(claims(issuer));
    for (const payload of [
      `{"iss":"evil",${text.slice(1)}`,
      `${text.slice(0, -1)},"iss":"evil"}`,
      `${text.slice(0, -1)},"user":{}}`,
      `\uFEFF${text}`,
      Buffer.from(text, "utf16le"),
      Buffer.from([0x7b, 0xff, 0x7d]),
      text.replace("44b8cc41", "\\ud800"),
      "[]",
      '"x"',
      "1",
      "null",
    ])
      await page(signed(HS256, payload, issuer.key), "token_malformed");
    await page(signed('{"alg":"none","alg":"HS256"}', claims(issuer), issuer.key), "token_malformed");
    await page(signed(HS256, {}, issuer.key), "issuer_unknown");
    const script = await arrive("<script>alert(1)</script>");
    expect(script.body).not.toContain("script");
    await expectPage(world, script, "token_malformed");
  });

  test("P2-30 P2-31 8192 characters are read, one more is not; depth, width and names of prototypes change nothing", async () => {
    const fits = (room: number) => token(issuer, { pad: "x".repeat(room) });
    let room = 5000;
    while (fits(room + 1).length <= 8192) room += 1;
    await expectIn(world, await arrive(fits(room)), issuer);
    await page(fits(room + 4), "token_malformed");
    const deep = JSON.stringify(claims(issuer)).replace(
      "{",
      `{"x":${'{"a":'.repeat(500)}1${"}".repeat(500)},"__proto__":{"sub":"x"},"constructor":1,`,
    );
    await expectIn(world, await arrive(signed(HS256, deep, issuer.key)), issuer);
  });

  test("P2-32 P2-33 times are whole seconds, neither past nor too far ahead, with thirty seconds of leeway", async () => {
    const exp = (value: unknown) => token(issuer, { exp: value });
    for (const [value, reason] of [
      [undefined, "exp_missing"],
      ["1790000000", "exp_malformed"],
      [now() + 1.5, "exp_malformed"],
      [(now() + 60) * 1000, "exp_in_milliseconds"],
      [1e300, "exp_too_far"],
      [-1, "token_expired"],
      [now() - 31, "token_expired"],
      [now() + 3632, "exp_too_far"],
    ] as const)
      await atIssuer(exp(value), reason);
    await atIssuer(signed(HS256, JSON.stringify(claims(issuer)).replace(/"exp":\d+/, '"exp":1e400'), issuer.key), "exp_malformed");
    for (const value of [now() - 28, now() + 3600]) await expectIn(world, await arrive(exp(value)), issuer);
    for (const [changes, reason] of [
      [{ nbf: now() + 33 }, "clock_skew"],
      [{ iat: now() + 33 }, "clock_skew"],
      [{ iat: "now" }, "time_malformed"],
      [{ nbf: null }, "time_malformed"],
    ] as const)
      await atIssuer(token(issuer, changes), reason);
    for (const changes of [{ nbf: now() + 29 }, { iat: now() - 86_400 }])
      await expectIn(world, await arrive(token(issuer, changes)), issuer);
  });

  test("P2-35 P2-36 every token has an id, and every user one of their own", async () => {
    for (const user of [undefined, [], {}, { uuid: null }]) await atIssuer(token(issuer, { user }), "uuid_missing");
    for (const uuid of [7, "", " ", "x".repeat(256), "null", "undefined", "None", "nil", "blank", "NaN", "[object Object]", "a\0b"])
      await atIssuer(token(issuer, { user: { uuid } }), "uuid_malformed");
    for (const jti of [undefined, null]) await atIssuer(token(issuer, { jti }), "jti_missing");
    for (const jti of [7, "", "x".repeat(256), ["x"], "a\0b"]) await atIssuer(token(issuer, { jti }), "jti_malformed");
    await expectIn(world, await arrive(token(issuer, { jti: `7-${issuer.iss}`, user: { uuid: "x".repeat(255) } })), issuer);
  });

  test("P2-68 P2-69 whom it is for, who says it", async () => {
    for (const aud of [undefined, "Farfalla", { 0: "farfalla" }, ["x"]]) await atIssuer(token(issuer, { aud }), "aud_wrong");
    for (const aud of [["farfalla"], ["farfalla", "x"]]) await expectIn(world, await arrive(token(issuer, { aud })), issuer);
    await atIssuer(token(issuer, { sub: "admin" }), "sub_wrong");
    await expectIn(world, await arrive(token(issuer, { sub: "usuario" })), issuer);
    for (const iss of [undefined, "unknown", [issuer.iss], issuer.iss.toUpperCase(), `${issuer.iss} `, `${issuer.iss}\0`, { not: "" }])
      await page(token(issuer, { iss }), "issuer_unknown");
  });

  test("P2-22 a key that everybody knows signs for nobody", async () => {
    for (const key of [
      "secret",
      "password",
      "123456",
      "&BKcc7<XX:7>~V2A",
      "your-256-bit-secret",
      "changeme",
      "key",
      "test",
      issuer.iss,
      "",
    ])
      await atIssuer(signed(HS256, claims(issuer), key), "signature_mismatch");
  });
});

test("P2-47 no server has written a token, its signature or a key into its log", async () => {
  const V = token(issuer);
  for (const { url } of allServers()) await new Browser(url).arrive(V);
  for (const { logFile } of allServers())
    expectNoSecret(readFileSync(logFile, "utf8"), [V, V.slice(-43), issuer.key, b64(HS256)], "a server's log");
});
