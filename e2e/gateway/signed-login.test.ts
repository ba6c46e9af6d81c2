import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { eventsOf } from "../support/gateway";
import {
  aCountry,
  type ApiClient,
  Backend,
  callHeaders,
  expectRefused,
  forgiveCalls,
  jwtOf,
  newApiClient,
  partsOf,
  publish,
} from "../support/signed-login";
import { doors } from "../support/test-servers";
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

describe.each(doors())("who is signed in, %s", (_name, { url }) => {
  const backend = new Backend(url);

  test("P3-01 a user who has accepted what there is to accept: the seed's answer, and a session token of ours", async () => {
    const country = aCountry("users");
    const { versionId } = await publish(world, country);
    await backend.enrol(CA, "e1", country);
    const answer = await backend.login(CA, { externalId: "e1", clientCountry: country, email: "ada@people.example" });
    expect(answer.status, answer.body).toBe(200);
    const { sessionToken, ...rest } = answer.json() as Record<string, string>;
    expect(rest).toEqual({ message: "OK" });
    expect(answer.header("client-type")).toBe("PARTNER");
    expect(answer.header("content-type")).toBe("application/json; charset=utf-8");
    const { header, claims } = partsOf(sessionToken ?? "");
    expect(header).toEqual({ alg: "HS256", typ: "session+jwt" });
    const email = expect.stringMatching(/^[\w-]{40,}$/) as unknown;
    const sub = expect.any(String) as unknown;
    expect(claims).toMatchObject({ iss: url, aud: `${url}/api/v1`, sub, clientApiKey: CA.apiKey, externalId: "e1", email });
    expect(claims.lt).toContain(versionId);
    expect(Number(claims.exp) - Number(claims.iat)).toBe(86_400);
    expect(JSON.stringify(claims)).not.toContain("people.example");
    expect(await eventsOf(world, answer.requestId)).toMatchObject([
      { outcome: "accepted", protocol: "signed-login", partnerId: CA.partner.id, credentialId: CA.id, endUserId: claims.sub },
    ]);
  });

  test("P3-02 P3-21 a user who is new, or has not accepted what is in force, is sent to the documents", async () => {
    const country = aCountry("users");
    const call = (more: object = {}) => backend.login(CA, { externalId: "new", clientCountry: country, ...more });
    for (const more of [{}, { role: "admin", partnerId: CB.partner.id, termsAccepted: true }]) {
      const answer = await call(more);
      expect(answer.status).toBe(301);
      expect(answer.json()).toStrictEqual({ message: "There are mandatory documents to be accepted" });
      expect(answer.header("location")).toBe(`${url}/enrollmentform/v2?jwt=${jwtOf(answer)}`);
      const { header, claims } = partsOf(jwtOf(answer));
      expect(header).toEqual({ alg: "HS256", typ: "enrol+jwt" });
      expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
      expect(await eventsOf(world, answer.requestId)).toMatchObject([
        { outcome: "refused", reason: "terms_required", credentialId: CA.id },
      ]);
    }
    await backend.enrol(CA, "new", country);
    expect((await call()).status).toBe(200);
    await publish(world, country);
    expect((await call()).status).toBe(301);
  });

  test("P3-17 who is meant is spelled exactly so", async () => {
    const ids = ["e1", "E1", " e1"];
    const answers = await Promise.all(ids.map((externalId) => backend.login(CA, { ...said, externalId })));
    const claims = answers.map((answer) => partsOf(jwtOf(answer)).claims);
    expect(claims.map(({ externalId }) => externalId)).toEqual(ids);
    expect(new Set(claims.map(({ sub }) => sub)).size).toBe(3);
  });

  test("P3-19 P3-20 what the client says of a user is a claim of this client alone", async () => {
    const { u1 } = world.users;
    const { claims } = partsOf(
      await backend.askedFor(CA, { ...said, externalId: "x", email: u1.email, referralCode: `=HYPERLINK("${"x".repeat(99)}")` }),
    );
    expect(claims.sub).not.toBe(u1.id);
    const { rows } = await world.db.query(
      "SELECT email, char_length(referral_code) AS length FROM client_identities WHERE client_id = $1",
      [CA.id],
    );
    expect(rows).toEqual([{ email: u1.email, length: 64 }]);
    const crlf = await backend.login(CA, { ...said, email: "a@b.example\r\nBcc: x" });
    await expectRefused(world, crlf, { status: 404, reason: "email_malformed", partner: CA.partner, missing: ["email"] });
  });

  test("P3-13 ten users by one signature are legal; many more raise an alarm that the partner sees, once", async () => {
    const headers = callHeaders(CA);
    const users = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `user-${from + at}`);
    const alarms = async () =>
      (await world.db.query("SELECT FROM audit_events WHERE subject_id = $1 AND action = 'api_client.signature_shared'", [CA.id])).rowCount;
    for (const externalId of users(0, 10)) expect((await backend.login(CA, { ...said, externalId }, { headers })).status).toBe(301);
    expect(await alarms()).toBe(0);
    for (const externalId of users(10, 25)) expect((await backend.login(CA, { ...said, externalId }, { headers })).status).toBe(301);
    expect(await alarms()).toBe(1);
    const { rows } = await world.db.query("SELECT alarmed_at IS NOT NULL AS alarmed FROM api_clients WHERE id = $1", [CA.id]);
    expect(rows).toEqual([{ alarmed: true }]);
  });

  test("P3-23 a hundred first calls of one user at once: one user, a hundred ways to the documents, and one acceptance ends all", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => new Backend(url).login(CA, { ...said, externalId: "crowd" })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 301));
    expect(new Set(answers.map((answer) => partsOf(jwtOf(answer)).claims.sub)).size).toBe(1);
    const pages = await Promise.all(answers.slice(0, 5).map((answer) => backend.openPage(jwtOf(answer))));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const [first, second] = pages;
    if (!first || !second) throw new Error("no pages");
    expect((await backend.accept(first)).status).toBe(200);
    expect((await backend.accept(second)).status).toBe(409);
    for (const answer of answers.slice(5, 10)) expect((await backend.openPage(jwtOf(answer))).status).toBe(409);
  });

  test("64 users at once, again and again: no answer carries somebody else's identity", async () => {
    const country = aCountry("users");
    const names = Array.from({ length: 64 }, (_, at) => `crowd-${at}`);
    const tokens = await Promise.all(names.map((name) => new Backend(url).enrol(CA, name, country)));
    const subjects = new Map(tokens.map((token) => [partsOf(token).claims.externalId, partsOf(token).claims.sub]));
    expect(subjects.size).toBe(64);
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(names.map((externalId) => new Backend(url).login(CA, { externalId, clientCountry: country })));
      for (const [at, answer] of answers.entries()) {
        expect(answer.status, answer.body).toBe(200);
        const { claims } = partsOf((answer.json() as { sessionToken: string }).sessionToken);
        expect(claims).toMatchObject({ externalId: names[at], sub: subjects.get(names[at]), clientApiKey: CA.apiKey });
      }
    }
  });
});
