import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { newPrefixedToken } from "@/lib/crypto/token";
import {
  type Answer,
  expectAccepted,
  expectCleanLogs,
  expectFailureForm,
  expectRefusal,
  expectUnspent,
  GatewayClient,
  NIL_PARTNER,
  redemptionTarget,
  forgiveNextDoor,
} from "../support/gateway";
import { panelSessionToken } from "../support/panel-session";
import { allServers, doors } from "../support/test-servers";
import { createWorld, type LoginToken, type World } from "../support/world";

let world: World;
let token: LoginToken;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
  await forgiveNextDoor(world);
});
afterAll(async () => {
  expectCleanLogs(world, allServers());
  await world.close();
});

/** What two refusals must have in common: everything but the id of the request and the time. */
function looks({ status, headers, body, requestId }: Answer): unknown {
  const own = new Set(["x-request-id", "date"]);
  return { status, headers: [...headers].filter(([name]) => !own.has(name)), body: body.replace(requestId, "<request>") };
}

describe.each(doors())("the bearer token, %s", (_name, { url }) => {
  const client = () => new GatewayClient(url, world);
  const withHeader = (value: string) => client().ask(redemptionTarget(token.token), { headers: [["Authorization", value]] });
  /** No wrong bearer has burnt the token: the right one still redeems it. */
  const stillGood = async () => {
    await expectUnspent(world, token);
    const answer = await client().redeem(token.token, world.bearers.TA.token, { allowed: [token.user.email] });
    await expectAccepted(world, answer, token);
  };
  beforeAll(async () => {
    token = await world.freshToken(world.users.u1, world.apps.aPub);
  });

  test("P1-02 is asked for before the token is looked at: without one 401 + WWW-Authenticate, and the token is good as before", async () => {
    const answer = await client().redeem(token.token, null);
    await expectRefusal(world, answer, { status: 401, reason: "bearer_missing", partner: NIL_PARTNER });
    await stillGood();
    token = await world.freshToken(world.users.u1, world.apps.aPub);
  });

  test.each([
    ["another scheme", () => `Basic ${Buffer.from(`x:${world.bearers.TA.token}`).toString("base64")}`],
    ["a scheme that does not exist", () => `Token ${world.bearers.TA.token}`],
    ["no scheme", () => world.bearers.TA.token],
    ["no token", () => "Bearer"],
    ["two blanks", () => `Bearer  ${world.bearers.TA.token}`],
    ["a tab", () => `Bearer\t${world.bearers.TA.token}`],
    ["quotes", () => `Bearer "${world.bearers.TA.token}"`],
    ["something after it", () => `Bearer ${world.bearers.TA.token} x`],
    ["a list of two", () => `Bearer ${world.bearers.TA.token}, Bearer ${world.bearers.TB.token}`],
    ["a parameter", () => `Bearer token=${world.bearers.TA.token}`],
    ["an empty value", () => ""],
  ])("P1-03 is read strictly, and %s is 401 without a use of the token", async (_case, value) => {
    const answer = await withHeader(value());
    expectFailureForm(answer, 401, "unauthorized");
    await expectUnspent(world, token);
  });

  test.each([
    ["of whom nothing was sent", null, "bearer_missing"],
    ["that is malformed", "Bearer nonsense", "bearer_malformed"],
  ])("P1-03 leaves one event of the nil partner for a caller %s", async (_case, value, reason) => {
    const answer = value === null ? await client().redeem(token.token, null) : await withHeader(value);
    await expectRefusal(world, answer, { status: 401, reason, partner: NIL_PARTNER });
  });

  test("P1-05 with a wrong checksum is 401, as is one in another case of letters or one letter longer", async () => {
    const right = world.bearers.TA.token;
    const last = right.at(-1) === "a" ? "b" : "a";
    for (const wrong of [
      right.slice(0, -1) + last,
      right.toUpperCase(),
      right.toLowerCase(),
      `${right}a`,
      right.slice(0, -1),
      `lk_test${right.slice(7)}`,
    ]) {
      await expectRefusal(world, await withHeader(`Bearer ${wrong}`), { status: 401, reason: "bearer_malformed", partner: NIL_PARTNER });
    }
    await expectUnspent(world, token);
  });

  test("P1-06 that was never made, though rightly spelled, is refused exactly as one with a wrong checksum", async () => {
    const invented = await withHeader(`Bearer ${newPrefixedToken("lk_live")}`);
    await expectRefusal(world, invented, { status: 401, reason: "bearer_unknown", partner: NIL_PARTNER });
    const mistyped = await withHeader(`Bearer ${newPrefixedToken("lk_live").slice(0, -1)}-`);
    expect(looks(mistyped)).toEqual(looks(invented));
  });

  test("P1-07 that is revoked, expired or made for another purpose is refused with the same answer; the partner sees which", async () => {
    const { TAx, expired, pairOnly } = world.bearers;
    const answers: Answer[] = [];
    for (const [bearer, reason] of [
      [TAx, "bearer_revoked"],
      [expired, "bearer_expired"],
      [pairOnly, "bearer_scope_missing"],
    ] as const) {
      const answer = await withHeader(`Bearer ${bearer.token}`);
      await expectRefusal(world, answer, { status: 401, reason, partner: world.partners.A });
      answers.push(answer);
    }
    const invented = await withHeader(`Bearer ${newPrefixedToken("lk_live")}`);
    for (const answer of answers) expect(looks(answer)).toEqual(looks(invented));
    await expectUnspent(world, token);
  });

  test("P1-07 of a suspended partner is 403, from the moment of the suspension to its end", async () => {
    const own = await world.freshToken(world.users.u1, world.apps.suspendedPub);
    const { suspended } = world.bearers;
    const refused = await client().redeem(own.token, suspended.token);
    await expectRefusal(world, refused, { status: 403, reason: "partner_suspended", partner: world.partners.suspended });
    await expectUnspent(world, own);
    await world.db.query("UPDATE partners SET suspended_at = NULL WHERE id = $1", [suspended.partnerId]);
    await expectAccepted(world, await client().redeem(own.token, suspended.token, { allowed: [own.user.email] }), own);
    await world.db.query("UPDATE partners SET suspended_at = now() WHERE id = $1", [suspended.partnerId]);
  });

  test.each(["%", "%00", "\u0001", "lk_live_", "lk_live_\u00e4\u00f6\u00fc", "{}", "null", "undefined", "[object Object]", "' OR '1'='1"])(
    "P1-08 of nonsense (%j) is a failure below 500 in the caller's form, and the process lives",
    async (nonsense) => {
      let answer: Answer | null = null;
      // A control character may also be refused by the HTTP parser, before there is a request.
      if (nonsense === "\u0001")
        await client()
          .redeem(token.token, nonsense)
          .catch(() => null);
      else answer = await client().redeem(token.token, nonsense);
      if (answer) expectFailureForm(answer, 401, "unauthorized");
      await expectUnspent(world, token);
    },
  );

  test("P1-08 of 10,000 characters is 401", async () => {
    expectFailureForm(await client().redeem(token.token, `lk_live_${"a".repeat(10_000)}`), 401, "unauthorized");
    await expectUnspent(world, token);
  });

  test.each([
    ["?access_token=", (bearer: string) => ({ query: `?access_token=${bearer}`, headers: [] })],
    ["?token=", (bearer: string) => ({ query: `?token=${bearer}&bearer=${bearer}&authorization=Bearer%20${bearer}`, headers: [] })],
    ["?services=", (bearer: string) => ({ query: `?services=${bearer}`, headers: [] })],
    [
      "a cookie",
      (bearer: string) => ({ query: "", headers: [["Cookie", `authorization=Bearer ${bearer}; access_token=${bearer}`] as const] }),
    ],
    ["Proxy-Authorization", (bearer: string) => ({ query: "", headers: [["Proxy-Authorization", `Bearer ${bearer}`] as const] })],
    [
      "X-Api-Key and APIToken",
      (bearer: string) => ({ query: "", headers: [["X-Api-Key", bearer] as const, ["APIToken", bearer] as const] }),
    ],
  ])("P1-09 counts in the Authorization header alone: %s is 401", async (_case, make) => {
    const { query, headers } = make(world.bearers.TA.token);
    const answer = await client().ask(redemptionTarget(token.token) + query, { headers });
    await expectRefusal(world, answer, { status: 401, reason: "bearer_missing", partner: NIL_PARTNER });
    await expectUnspent(world, token);
  });

  test("P1-10 is no session of the panel: the live session of an owner of the partner, sent as Bearer, is 401", async () => {
    const session = await panelSessionToken(url, world);
    await expectRefusal(world, await withHeader(`Bearer ${session}`), { status: 401, reason: "bearer_malformed", partner: NIL_PARTNER });
    await expectUnspent(world, token);
  });

  test("has not been burnt by all of the above: the same login token still signs its user in", async () => {
    await stillGood();
  });
});

test("P1-07 once revoked is dead at once on every instance, on which it worked a moment before", async () => {
  const bearer = await world.newBearer(world.partners.A);
  for (const { url } of allServers()) {
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const answer = await new GatewayClient(url, world).redeem(token.token, bearer.token, { allowed: [token.user.email] });
    await expectAccepted(world, answer, token);
  }
  await world.db.query("UPDATE bearer_tokens SET revoked_at = now() WHERE id = $1", [bearer.id]);
  for (const { url } of allServers()) {
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const answer = await new GatewayClient(url, world).redeem(token.token, bearer.token);
    await expectRefusal(world, answer, { status: 401, reason: "bearer_revoked", partner: world.partners.A });
    await expectUnspent(world, token);
  }
});
