import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { newToken } from "@/lib/crypto/token";
import {
  type Answer,
  eventsOf,
  expectAccepted,
  expectCleanLogs,
  expectFailureForm,
  expectRefusal,
  expectUnspent,
  GatewayClient,
  forgiveNextDoor,
} from "../support/gateway";
import { allServers, doors, frontDoor } from "../support/test-servers";
import { createWorld, hashOf, type App, type User, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
  await forgiveNextDoor(world);
});
afterAll(async () => {
  expectCleanLogs(world, allServers());
  await world.close();
});

function looks({ status, headers, body, requestId }: Answer): unknown {
  const own = new Set(["x-request-id", "date"]);
  return { status, headers: [...headers].filter(([name]) => !own.has(name)), body: body.replace(requestId, "<request>") };
}

describe.each(doors())("the login token, %s", (_name, { url }) => {
  const client = () => new GatewayClient(url, world);
  const asA = (token: string, allowed: readonly string[] = []) => client().redeem(token, world.bearers.TA.token, { allowed });
  const fresh = (user: User = world.users.u1, app: App = world.apps.aPub) => world.freshToken(user, app);

  test("P1-11 is refused with 404 when it is not spelled like one, or is another's spelling; one event tells the partner", async () => {
    const token = await fresh();
    const spellings = [
      "abc",
      `${token.token}a`,
      token.token.slice(0, -1),
      token.token.toUpperCase(),
      token.token.toLowerCase(),
      `${token.token}=`,
      ` ${token.token}`.trim() + ".",
    ];
    for (const spelling of spellings.filter((one) => one !== token.token)) {
      const answer = await asA(spelling);
      expectFailureForm(answer, 404, "not_found");
      const events = await eventsOf(world, answer.requestId);
      expect(events).toMatchObject([
        { outcome: "refused", partnerId: world.partners.A.id, reason: expect.stringMatching(/^token_(?:malformed|unknown)$/) },
      ]);
    }
    await expectRefusal(world, await asA("abc"), { status: 404, reason: "token_malformed", partner: world.partners.A });
    await expectRefusal(world, await asA(newToken()), { status: 404, reason: "token_unknown", partner: world.partners.A });
    await expectUnspent(world, token);
  });

  test.each([
    "a%00b",
    "a%2Fb",
    "..%2f..%2fx",
    "%2e%2e%2fx",
    "abc.rsc",
    "abc.txt",
    "abc;x=1",
    "%C3%A4%C3%B6",
    "'%20OR%201=1--",
    "%27%3B%20DROP%20TABLE%20login_tokens%3B--",
    "{{7*7}}",
    "$%7B7*7%7D",
    "[token]",
    "%5Btoken%5D",
    "%0d%0aX-Injected:%201",
    "__proto__",
    "constructor",
    "%F0%9F%94%91",
    "%EF%BB%BF",
  ])("P1-12 that is nonsense (%s) is 404 in the caller's form, never 500", async (nonsense) => {
    const answer = await asA(nonsense);
    expectFailureForm(answer, 404, "not_found");
    expect(answer.headers.has("x-injected")).toBe(false);
  });

  test.each([
    ["a suffix of Next's own", (token: string) => `${token}.rsc`],
    ["a path parameter", (token: string) => `${token};x=1`],
    ["a NUL", (token: string) => `${token}%00`],
    ["a blank", (token: string) => `${token}%20`],
    ["a line feed", (token: string) => `${token}%0A`],
    ["an encoded slash", (token: string) => `${token}%2F`],
    ["a segment more", (token: string) => `${token}/x`],
    ["a segment before", (token: string) => `x/${token}`],
    ["a segment suffix of Next's", (token: string) => `${token}.segments/_tree.segment.rsc`],
  ])("P1-12 with %s is another spelling: 404, and the token itself stays good", async (_case, spell) => {
    const token = await fresh();
    expectFailureForm(await asA(spell(token.token)), 404);
    await expectUnspent(world, token);
    await expectAccepted(world, await asA(token.token, [token.user.email]), token);
  });

  test("of an accepted call does not depend on the query: Next's own parameters cannot replace it", async () => {
    const [token, other] = [await fresh(), await fresh(world.users.u1, world.apps.aSecond)];
    const answer = await asA(`${token.token}?token=${other.token}&nxtPtoken=${other.token}&_rsc=1`, [token.user.email]);
    await expectAccepted(world, answer, token);
    await expectUnspent(world, other);
  });

  test("P1-13 minted for another partner's app is 404, and their foreign try does not burn it", async () => {
    const token = await fresh(world.users.u1, world.apps.bPub);
    const foreign = await asA(token.token);
    await expectRefusal(world, foreign, { status: 404, reason: "token_of_other_partner", partner: world.partners.A });
    const [event] = await eventsOf(world, foreign.requestId);
    expect(event, "what A learns of B's token").toMatchObject({ appId: null, endUserId: null, loginTokenId: null });
    await expectUnspent(world, token);
    await expectAccepted(world, await client().redeem(token.token, world.bearers.TB.token, { allowed: [token.user.email] }), token);
  });

  test("P1-28 of another partner cannot be told from one that never was: same status, headers and body", async () => {
    const foreign = await asA((await fresh(world.users.u1, world.apps.bPub)).token);
    const unknown = await asA(newToken());
    const malformed = await asA("abc");
    const used = await fresh(world.users.u1, world.apps.bPub);
    await client().redeem(used.token, world.bearers.TB.token, { allowed: [used.user.email] });
    expect(looks(foreign)).toEqual(looks(unknown));
    expect(looks(malformed)).toEqual(looks(unknown));
    expect(looks(await asA(used.token)), "used by its owner").toEqual(looks(unknown));
  });

  test("P1-14 of a draft signs in the partner's own test user, and is marked as a test", async () => {
    const token = await world.freshToken(world.users.ofA, world.apps.aDraft, { test: true });
    const answer = await asA(token.token, [token.user.email]);
    await expectAccepted(world, answer, token);
    expect(await eventsOf(world, answer.requestId)).toMatchObject([{ test: true }]);
  });

  test("P1-14 of a draft gives away no real user's address, even if such a token came to be: 403 or 404, unspent", async () => {
    for (const user of [world.users.u1, world.users.ofB]) {
      const token = await world.freshToken(user, world.apps.aDraft);
      const answer = await asA(token.token);
      expect([403, 404]).toContain(answer.status);
      expectFailureForm(answer, answer.status);
      await expectUnspent(world, token);
    }
  });

  test("P1-15 of a user who has not bought access is 403, without the address, and is not consumed", async () => {
    const token = await fresh(world.users.u2);
    await expectRefusal(world, await asA(token.token), { status: 403, reason: "access_missing", partner: world.partners.A });
    await expectUnspent(world, token);
  });

  test("P1-15 of a user who was suspended after it was minted is 403 until the suspension ends", async () => {
    const user = await world.newUser({ access: [world.apps.aPub] });
    const token = await fresh(user);
    await world.db.query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [user.id]);
    await expectRefusal(world, await asA(token.token), { status: 403, reason: "user_suspended", partner: world.partners.A });
    await expectUnspent(world, token);
    await world.db.query("UPDATE end_users SET suspended_at = NULL WHERE id = $1", [user.id]);
    await expectAccepted(world, await asA(token.token, [user.email]), token);
  });

  test("P1-20 is judged by the database's clock: over by a second, or this very instant, is 410; two seconds to go is good", async () => {
    for (const lifeSeconds of [-1, 0]) {
      const token = await world.freshToken(world.users.u1, world.apps.aPub, { lifeSeconds });
      await expectRefusal(world, await asA(token.token), { status: 410, reason: "token_expired", partner: world.partners.A });
      await expectUnspent(world, token);
    }
    const token = await world.freshToken(world.users.u1, world.apps.aPub, { lifeSeconds: 2 });
    await expectAccepted(world, await asA(token.token, [token.user.email]), token);
  });

  test("P1-27 is judged by what holds when it is redeemed: app suspended 403, access ended 403, user deleted 404", async () => {
    const user = await world.newUser({ access: [world.apps.aSecond] });
    const token = await fresh(user, world.apps.aSecond);
    const suspend = (value: string) =>
      world.db.query("UPDATE apps SET suspended_at = $2 WHERE id = $1", [world.apps.aSecond.id, value === "now" ? new Date() : null]);
    await suspend("now");
    await expectRefusal(world, await asA(token.token), { status: 403, reason: "app_suspended", partner: world.partners.A });
    await suspend("never");
    await world.db.query("UPDATE purchases SET ends_at = now() WHERE end_user_id = $1", [user.id]);
    await expectRefusal(world, await asA(token.token), { status: 403, reason: "access_ended", partner: world.partners.A });
    await world.db.query("UPDATE purchases SET ends_at = NULL, revoked_at = now() WHERE end_user_id = $1", [user.id]);
    const revoked = await asA(token.token);
    expectFailureForm(revoked, 403);
    await expectUnspent(world, token);
    await world.db.query("DELETE FROM end_users WHERE id = $1", [user.id]);
    await expectRefusal(world, await asA(token.token), { status: 404, reason: "token_unknown", partner: world.partners.A });
  });

  test("access that begins later, or to another app of the partner, is no access", async () => {
    const user = await world.newUser({ access: [world.apps.aSecond] });
    expectFailureForm(await asA((await fresh(user)).token), 403, "access_missing");
    const later = await world.newUser({ access: [world.apps.aPub] });
    await world.db.query("UPDATE purchases SET starts_at = now() + interval '1 hour' WHERE end_user_id = $1", [later.id]);
    const token = await fresh(later);
    expectFailureForm(await asA(token.token), 403);
    await expectUnspent(world, token);
  });

  test("is stored as its SHA-256 alone, and in no event", async () => {
    const token = await fresh();
    await asA(token.token, [token.user.email]);
    const { rows } = await world.db.query("SELECT 1 FROM login_tokens WHERE hash = $1", [hashOf(token.token)]);
    expect(rows).toHaveLength(1);
    const dumped = await world.db.query<{ row: string }>("SELECT e::text AS row FROM login_events e WHERE login_token_id = $1", [token.id]);
    for (const { row } of dumped.rows) expect(row.includes(token.token) || row.includes(token.user.email)).toBe(false);
  });
});

describe("the login token, at the front door alone, for Next decodes, resolves and answers such paths before our code", () => {
  const asA = (token: string) => new GatewayClient(frontDoor().url, world).redeem(token, world.bearers.TA.token);

  test.each(["%", "%%%", "%zz", "%E0%A4%A", "%FF%FE", "%u0041"])(
    "P1-12 with a malformed escape (%s) is 400, never 500",
    async (nonsense) => {
      expectFailureForm(await asA(nonsense), 400);
    },
  );

  test.each([
    ["a dot segment", (token: string) => `x/../${token}`],
    ["an encoded dot segment", (token: string) => `%2e%2e/authorization/${token}`],
    ["a backslash", (token: string) => `x\\..\\${token}`],
  ])("P1-12 with %s is another spelling: 404, and the token stays good", async (_case, spell) => {
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    expectFailureForm(await asA(spell(token.token)), 404);
    await expectUnspent(world, token);
  });
});
