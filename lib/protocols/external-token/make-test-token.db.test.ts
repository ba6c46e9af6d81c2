import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatewayDatabase } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { createTestUser, newSession } from "@/lib/people";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner, anEndUser, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { examineToken } from "./examine-token";
import { issuerInput } from "./issuer-input";
import { judge } from "./judge";
import { makeTestToken, testTokenMistakes } from "./make-test-token";
import { createIssuer } from "./manage";
import { enter } from "./store";
import type { Visitor } from "./visitor";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function aStage(options: { key?: string; maxLifetimeSeconds?: number } = {}) {
  const { id: partnerId } = await aPartner();
  const { key = null, maxLifetimeSeconds = 3600 } = options;
  const given = { iss: `iss-${newId().slice(-12)}`, redirectUrl: "https://alpha.example/", key, maxLifetimeSeconds };
  const input = issuerInput.parse({ ...given, returnHosts: [], emailDomains: [], logoutUrl: null });
  const { issuerId } = granted(await createIssuer(partnerId, input, someone, { domainsApproved: true }));
  const { endUserId } = granted(await createTestUser(partnerId, { name: "Tess" }, someone));
  return { partnerId, issuerId, testUserId: endUserId };
}
type Stage = Awaited<ReturnType<typeof aStage>>;

const make = ({ issuerId, partnerId, testUserId }: Stage, mistake: (typeof testTokenMistakes)[number] | null = null) =>
  makeTestToken(issuerId, partnerId, { testUserId, mistake }, someone);

async function visitorOf(token: string): Promise<Visitor> {
  const judged = await judge(gatewayDatabase(), token, null);
  if (!judged.ok) throw new Error(judged.reason);
  return judged.value.visitor;
}

async function comeIn(issuerId: string, visitor: Visitor) {
  const { row: session } = newSession("a browser");
  const ids = { newUserId: newId(), eventId: newId(), requestId: newId() };
  const row = await enter(gatewayDatabase(), {
    issuerId,
    visitor,
    session,
    sessionBefore: null,
    confirmed: false,
    detail: null,
    leadsTo: "/",
    ...ids,
  });
  const { rows } = await testPool().query<{ test: boolean; end_user_id: string }>(
    "SELECT test, end_user_id FROM login_events WHERE request_id = $1",
    [ids.requestId],
  );
  return { entered: row.entered, event: rows[0] };
}

describe("a test token", () => {
  test("signs the test user in, once, and its event is a test; the audit tells of it", async () => {
    const stage = await aStage();
    const { token, link } = granted(await make(stage));
    expect(link).toContain(`/auth/token?external-auth-token=${token}`);
    const examined = granted(await examineToken(link, stage.issuerId, stage.partnerId));
    expect(examined).toMatchObject({ refusal: null, signedWith: "current", prospect: { test: true, who: "known" } });
    const visitor = await visitorOf(token);
    expect(await comeIn(stage.issuerId, visitor)).toEqual({ entered: true, event: { test: true, end_user_id: stage.testUserId } });
    expect((await comeIn(stage.issuerId, visitor)).entered).toBe(false);
    expect((await auditOf(stage.issuerId)).map(({ action }) => action)).toContain("issuer.test_token_made");
    expect(JSON.stringify(await auditOf(stage.issuerId))).not.toContain(token);
  });

  test("a token of the partner's own that names the test user is a test too, and a real user's is none", async () => {
    const stage = await aStage();
    const visitor = await visitorOf(granted(await make(stage)).token);
    const own = { ...visitor, jti: newId(), email: "somebody@example.com" };
    expect((await comeIn(stage.issuerId, own)).event).toMatchObject({ test: true });
    expect((await comeIn(stage.issuerId, { ...visitor, jti: newId(), uuid: newId() })).event).toMatchObject({ test: false });
    // Another issuer of the partner's is led to the test user by the address: a test as well.
    const other = issuerInput.parse({
      iss: `iss-${newId().slice(-12)}`,
      redirectUrl: "https://alpha.example/",
      key: null,
      returnHosts: [],
      emailDomains: [],
      logoutUrl: null,
      maxLifetimeSeconds: 3600,
    });
    const { issuerId } = granted(await createIssuer(stage.partnerId, other, someone, { domainsApproved: true }));
    const linked = await comeIn(issuerId, { ...own, jti: newId(), uuid: newId() });
    expect(linked.event).toEqual({ test: true, end_user_id: stage.testUserId });
  });

  test("tokens for one test user name one uuid, and two at once lead to no other user", async () => {
    const stage = await aStage();
    const tokens = await Promise.all(Array.from({ length: 6 }, async () => granted(await make(stage)).token));
    for (const token of tokens)
      expect((await comeIn(stage.issuerId, await visitorOf(token))).event).toEqual({ test: true, end_user_id: stage.testUserId });
    const visitors = await Promise.all([granted(await make(stage)), granted(await make(stage))].map(({ token }) => visitorOf(token)));
    expect(new Set(visitors.map(({ uuid }) => uuid)).size).toBe(1);
    expect(new Set(visitors.map(({ jti }) => jti)).size).toBe(2);
  });

  test("T3: for nobody but a test user of the partner's, and by the partner's own issuers alone", async () => {
    const [stage, other] = [await aStage(), await aStage()];
    for (const testUserId of [other.testUserId, (await anEndUser()).id, newId()])
      expect(await make({ ...stage, testUserId })).toEqual({ ok: false, reason: "test_user_unknown" });
    for (const issuerId of [other.issuerId, newId()])
      expect(await make({ ...stage, issuerId })).toEqual({ ok: false, reason: "issuer_unknown" });
    const { rows } = await testPool().query("SELECT FROM external_identities WHERE issuer_id = ANY($1)", [
      [stage.issuerId, other.issuerId],
    ]);
    expect(rows).toHaveLength(0);
  });

  test.each(testTokenMistakes)("broken on purpose it is refused for %s", async (mistake) => {
    const stage = await aStage();
    const { token } = granted(await make(stage, mistake));
    const judged = await judge(gatewayDatabase(), token, null);
    expect(judged.ok ? "accepted" : judged.reason).toBe(mistake);
    expect(granted(await examineToken(token, stage.issuerId, stage.partnerId)).refusal).toBe(mistake);
  });

  test("it lives within what a weak key and a short maximum allow; without a good key there is none", async () => {
    const weak = await aStage({ key: "Kx7#pQ2!vM9@zT4w" });
    await visitorOf(granted(await make(weak)).token);
    const short = await aStage({ maxLifetimeSeconds: 60 });
    expect(granted(await make(short)).lifeSeconds).toBe(60);
    await visitorOf(granted(await make(short)).token);
    await testPool().query("UPDATE issuer_keys SET valid_until = now() WHERE issuer_id = $1", [weak.issuerId]);
    expect(await make(weak)).toEqual({ ok: false, reason: "key_expired" });
  });
});
