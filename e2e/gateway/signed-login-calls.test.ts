import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { newId } from "@/lib/id";
import { eventsOf } from "../support/gateway";
import {
  type ApiClient,
  Backend,
  bodyHeaders,
  callHeaders,
  expectRefused,
  forgiveCalls,
  hmac,
  newApiClient,
  newSecret,
  timestamp,
} from "../support/signed-login";
import { allServers, doors, frontDoor } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
let CA: ApiClient;
let CB: ApiClient;
beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
beforeEach(async () => {
  await forgiveCalls(world);
  CA = await newApiClient(world, world.partners.A);
  CB = await newApiClient(world, world.partners.B);
});
afterAll(() => world.close());

const said = { externalId: "e1", clientCountry: "IS" };
const upTo = (text: string) => text.slice(0, 60);

describe.each(doors())("what a call has to be, %s", (_name, { url }) => {
  const backend = new Backend(url);
  const call = (changes: Parameters<typeof callHeaders>[1], client = CA) =>
    backend.login(client, said, { headers: callHeaders(client, changes) });
  const expect401 = async (changes: Parameters<typeof callHeaders>[1], reason: string, partner: { id: string } | null = CA.partner) =>
    expectRefused(world, await call(changes), { reason, partner });

  test("P3-03 each header that is missing or empty is named; one that comes twice is none", async () => {
    for (const name of ["apikey", "method", "timestamp", "signature"]) {
      const missing = [`dcoupon-authorization-${name}`];
      for (const value of [null, "", "  "])
        await expectRefused(world, await call({ [name]: value }), { status: 404, reason: "header_missing", partner: null, missing });
      const twice = await call({ [name]: name === "method" ? ["SIGNATURE", "SIGNATURE"] : ["a", "b"] });
      expect(twice.status).toBe(401);
    }
    const none = await backend.ask({ method: "POST", target: "/thirdparty/login/v2", body: "{}" });
    expect((none.json() as { missing: string[] }).missing).toHaveLength(4);
  });

  test("P3-05 P3-08 P3-09 P3-10 the signature is over this client's key and timestamp, with this client's secret", async () => {
    const stamp = timestamp();
    await expect401({ apikey: "nobody" }, "api_key_unknown", null);
    await expect401({ signature: hmac(CB.secret, `${CA.apiKey}:${stamp}`), timestamp: stamp }, "signature_mismatch");
    await expectRefused(world, await call({ apikey: CB.apiKey }), { reason: "signature_mismatch", partner: CB.partner });
    for (const text of [
      `${stamp}:${CA.apiKey}`,
      `${CA.apiKey}:${stamp}\n`,
      `${CA.apiKey}:${stamp}`.toLowerCase(),
      encodeURIComponent(`${CA.apiKey}:${stamp}`),
      CA.apiKey,
    ])
      await expect401({ timestamp: stamp, signature: hmac(CA.secret, text) }, "signature_mismatch");
    for (const method of ["signature", "NONE", "PASSWORD"]) await expect401({ method }, "method_not_signature", CA.partner);
  });

  test("P3-06 P3-07 hex of either case and blanks around it are taken; everything else is named to the partner alone", async () => {
    const stamp = timestamp();
    const right = hmac(CA.secret, `${CA.apiKey}:${stamp}`);
    for (const signature of [right, right.toUpperCase(), ` ${right} `])
      expect((await call({ timestamp: stamp, signature })).status).toBe(301);
    await expect401({ timestamp: stamp, signature: Buffer.from(right, "hex").toString("base64") }, "signature_in_base64");
    for (const signature of [
      right.slice(1),
      `${right}0`,
      right.slice(0, 32),
      `0x${right.slice(2)}`,
      "z".repeat(64),
      "é".repeat(64),
      "a".repeat(10_000),
    ])
      await expect401({ timestamp: stamp, signature }, "signature_malformed");
  });

  test("P3-11 P3-12 timestamps within five minutes, in the seed's spelling and those that clients make of it", async () => {
    expect((await call({ timestamp: timestamp(-299) })).status).toBe(301);
    expect((await call({ timestamp: timestamp(298) })).status).toBe(301);
    await expect401({ timestamp: timestamp(-302) }, "timestamp_too_old");
    await expect401({ timestamp: timestamp(303) }, "timestamp_in_future");
    const base = timestamp().slice(0, 19);
    for (const stamp of [`${base}Z`, `${base}+00:00`, `${base.replace("T", " ")}+0000`, `${base}.123Z`])
      expect((await call({ timestamp: stamp })).status, stamp).toBe(301);
    for (const stamp of [base, "2021-02-30T10:00:00+0000", `+05${base}Z`, "1795521605", base.replace(/T.*/, "T24:00:00Z"), "now"])
      await expect401({ timestamp: stamp }, "timestamp_malformed");
  });

  test("P3-04 P3-16 P3-18 the body: what it lacks is named, whatever its content type says", async () => {
    const reasons: [unknown, string, string][] = [
      [{ clientCountry: "IS" }, "external_id_missing", "externalId"],
      [{ ...said, externalId: null }, "external_id_missing", "externalId"],
      [{ ...said, externalId: "" }, "external_id_missing", "externalId"],
      [{ ...said, externalId: 7 }, "external_id_malformed", "externalId"],
      [{ ...said, externalId: { not: "" } }, "external_id_malformed", "externalId"],
      [{ ...said, externalId: ["e1"] }, "external_id_malformed", "externalId"],
      [{ ...said, externalId: "e1\u0000" }, "external_id_malformed", "externalId"],
      [{ ...said, externalId: "x".repeat(256) }, "external_id_malformed", "externalId"],
      [{ externalId: "e1" }, "country_missing", "clientCountry"],
      ...["es", "XX", "ESP", "E'S", 1].map((clientCountry): [unknown, string, string] => [
        { ...said, clientCountry },
        "country_malformed",
        "clientCountry",
      ]),
      ...["", "{", "[]", "null", '{"externalId":"a","externalId":"b","clientCountry":"IS"}', `\ufeff${JSON.stringify(said)}`].map(
        (body): [unknown, string, string] => [body, "body_malformed", "body"],
      ),
    ];
    for (const [body, reason, field] of reasons) {
      const answer = await backend.login(CA, typeof body === "string" ? body : JSON.stringify(body));
      await expectRefused(world, answer, { status: 404, reason, partner: CA.partner, missing: [field] });
    }
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8"])
      expect((await backend.login(CA, said, { headers: [...callHeaders(CA), ["Content-Type", type]] })).status).toBe(301);
    const wrong = await backend.login(CA, "{", { headers: callHeaders(CA, { signature: "a".repeat(64) }) });
    await expectRefused(world, wrong, { reason: "signature_mismatch", partner: CA.partner });
  });

  test("P3-16 more than 64 KiB is cut off with 413, whoever sends it", async () => {
    const large = JSON.stringify({ ...said, referralCode: "x".repeat(64 * 1024) });
    for (const headers of [callHeaders(CA), callHeaders(CA, { signature: "a".repeat(64) })]) {
      const answer = await backend.login(CA, large, { headers });
      expect(answer.status).toBe(413);
      expect(answer.json()).toEqual({ message: "Payload Too Large", code: "body_too_large", request_id: answer.requestId });
    }
    const fits = JSON.stringify({ ...said, more: "x".repeat(64 * 1024 - 200) });
    expect((await backend.login(CA, fits)).status).toBe(301);
  });

  test("P3-14 P3-13 strict mode: the body is signed too, by a nonce that is used once", async () => {
    const strict = await newApiClient(world, world.partners.A, { strictMode: true });
    const body = JSON.stringify(said);
    const stamp = timestamp();
    const four = callHeaders(strict, { timestamp: stamp });
    const login = (headers: typeof four, sent = body) => backend.login(strict, sent, { headers });
    const refused = async (headers: typeof four, reason: string, sent = body) =>
      expectRefused(world, await login(headers, sent), { reason, partner: strict.partner });
    await refused(four, "body_signature_missing");
    const own = bodyHeaders(strict, stamp, body);
    await refused([...four, ...own], "body_signature_mismatch", body.replace("e1", "e2"));
    await refused([...four, ...bodyHeaders(strict, stamp, body, "n".repeat(20), "/thirdparty/login/v3")], "body_signature_mismatch");
    await refused([...four, ...bodyHeaders(strict, stamp, body, "short")], "body_signature_mismatch");
    await refused([...four, ...own.slice(1)], "body_signature_mismatch");
    expect((await login([...four, ...own])).status).toBe(301);
    await refused([...four, ...own], "nonce_repeated");
    expect((await login([...four, ...bodyHeaders(strict, stamp, body)])).status).toBe(301);
    await refused([...callHeaders(strict, { timestamp: timestamp(-7) }), ...own], "body_signature_mismatch");
    const lax = await backend.login(CA, body, {
      headers: [...callHeaders(CA), ["latchkey-body-nonce", newId()], ["latchkey-body-signature", "a".repeat(64)]],
    });
    await expectRefused(world, lax, { reason: "body_signature_mismatch", partner: CA.partner });
  });

  test("P3-26 a disabled client, a suspended partner, a secret in its overlap and after it", async () => {
    const old = CA.secret;
    const secret = await newSecret(world, CA.id, 60);
    const sign = (key: string) => backend.login({ ...CA, secret: key }, said);
    for (const key of [old, secret]) expect((await sign(key)).status).toBe(301);
    await world.db.query("UPDATE api_client_secrets SET valid_until = now() WHERE client_id = $1 AND replaced_at IS NOT NULL", [CA.id]);
    await expectRefused(world, await sign(old), { reason: "signature_mismatch", partner: CA.partner });
    await world.db.query("UPDATE api_clients SET disabled_at = now() WHERE id = $1", [CA.id]);
    await expectRefused(world, await sign(secret), { reason: "client_disabled", partner: CA.partner });
    const ofSuspended = await newApiClient(world, world.partners.suspended);
    await expectRefused(world, await backend.login(ofSuspended, said), { reason: "partner_suspended", partner: ofSuspended.partner });
  });

  test("P3-24 guesses are limited for each credential and address; right calls of others are not slowed", async () => {
    const guess = () => new Backend(url).login(CA, said, { headers: callHeaders(CA, { signature: "a".repeat(64) }) });
    const answers = [];
    for (let round = 0; round < 11; round += 1) answers.push(...(await Promise.all(Array.from({ length: 10 }, guess))));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThanOrEqual(8);
    expect(Number(limited[0]?.header("retry-after"))).toBeGreaterThan(0);
    expect(limited[0]?.json()).toMatchObject({ message: "Too Many Requests", code: "too_many_failures" });
    expect((await backend.login(CB, said)).status).toBe(301);
    expect((await backend.login(CA, said)).status).toBe(301);
    await forgiveCalls(world);
  });

  test("other methods, other spellings of the path, and prefetches sign nobody in", async () => {
    const headers = callHeaders(CA);
    for (const method of ["GET", "HEAD", "PUT", "DELETE"]) {
      const answer = await backend.ask({ method, target: "/thirdparty/login/v2", headers });
      expect(answer.status, method).toBe(405);
      expect(answer.header("allow")).toBe("POST");
    }
    const prefetch = await backend.login(CA, said, { headers: [...headers, ["Sec-Purpose", "prefetch"]] });
    expect(prefetch.status).toBe(503);
    for (const target of [
      "/thirdparty/login/v2/x",
      ...(url === frontDoor().url ? ["/thirdparty/login/v2/", "//thirdparty/login/v2", "/THIRDPARTY/login/v2"] : []),
    ]) {
      const answer = await backend.login(CA, said, { target });
      expect(answer.status, target).toBe(404);
      expect(answer.header("location")).toBeUndefined();
    }
  });
});

describe("at the front door alone", () => {
  const { url } = frontDoor();

  test("P3-15 a client that lists its callers is called from there alone", async () => {
    const client = await newApiClient(world, world.partners.A, { callerAddresses: ["198.51.100.0/24", "2001:db8::/32"] });
    const from = (forwardedFor: string) => new Backend(url).login(client, said, { forwardedFor });
    for (const address of ["198.51.100.9", "2001:db8:1::1"]) expect((await from(address)).status, address).toBe(301);
    for (const address of ["192.0.2.1", "2001:db9::1"])
      await expectRefused(world, await from(address), { reason: "caller_not_allowed", partner: client.partner });
  });

  test("P3-16 a body without end is cut off", async () => {
    const headers: [string, string][] = [
      ...callHeaders(CA).map(([name, value]): [string, string] => [name, value]),
      ["Transfer-Encoding", "chunked"],
    ];
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    const answer = await new Backend(url).login(CA, chunk.repeat(40), { headers });
    expect(answer.status).toBe(413);
    expect(answer.header("connection")).toBe("close");
  });

  test("plain http that a proxy reports is refused, and the partner is told", async () => {
    const answer = await new Backend(url).login(CA, said, { headers: [...callHeaders(CA), ["X-Forwarded-Proto", "http"]] });
    expect(answer.status).toBe(403);
    expect(await eventsOf(world, answer.requestId)).toMatchObject([
      { reason: "plain_http", partnerId: CA.partner.id, credentialId: CA.id },
    ]);
  });
});

test("P3E-28 no header value, token or secret stands in a server's log", () => {
  for (const { logFile } of allServers()) {
    const log = readFileSync(logFile, "utf8");
    for (const text of [CA.secret, CB.secret, "eyJ", 'dcoupon-authorization-signature":"', upTo(hmac(CA.secret, "x"))])
      expect(log).not.toContain(text);
  }
});
