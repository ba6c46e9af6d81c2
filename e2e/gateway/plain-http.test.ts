import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { expectAccepted, expectCleanLogs, expectRefusal, expectUnspent, GatewayClient, NIL_PARTNER } from "../support/gateway";
import { allServers, frontDoor } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
});
afterAll(async () => {
  expectCleanLogs(world, allServers());
  await world.close();
});

describe("P1-23 plain http, as a trusted proxy reports it, at the front door alone, for Next does not tell who asks", () => {
  const client = () => new GatewayClient(frontDoor().url, world);
  const clear: [string, string] = ["X-Forwarded-Proto", "http"];
  const exposure = async (bearer: { id: string }) => {
    const { rows } = await world.db.query<{ exposed: boolean }>(
      "SELECT exposed_at IS NOT NULL AS exposed FROM bearer_tokens WHERE id = $1",
      [bearer.id],
    );
    const audited = await world.db.query<{ action: string; after: unknown }>(
      "SELECT action, after FROM audit_events WHERE subject_id = $1",
      [bearer.id],
    );
    return { flagged: rows[0]?.exposed, audited: audited.rows };
  };

  test("is 403 without a redirect; the bearer token is flagged once with an audit event; the login token stays good", async () => {
    const bearer = await world.newBearer(world.partners.A);
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const answer = await client().redeem(token.token, bearer.token, { headers: [clear] });
    await expectRefusal(world, answer, { status: 403, reason: "plain_http", partner: world.partners.A });
    await client().redeem(token.token, bearer.token, { headers: [clear] });
    const { flagged, audited } = await exposure(bearer);
    expect(flagged).toBe(true);
    expect(audited, "one audit event for the first exposure").toHaveLength(1);
    expect(JSON.stringify(audited).includes(bearer.token)).toBe(false);
    await expectUnspent(world, token);
    await expectAccepted(world, await client().redeem(token.token, bearer.token, { allowed: [token.user.email] }), token);
  });

  test("with an unknown, malformed or missing bearer is the same 403, and an event of nobody", async () => {
    for (const bearer of [null, "nonsense", world.bearers.TA.token.slice(0, -1)]) {
      const answer = await client().redeem("abc", bearer, { headers: [clear] });
      await expectRefusal(world, answer, { status: 403, reason: "plain_http", partner: NIL_PARTNER });
    }
  });

  test.each(["https", "HTTPS", "http, https"])("X-Forwarded-Proto: %s, whose last hop is encrypted, is served", async (proto) => {
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const answer = await client().redeem(token.token, world.bearers.TA.token, {
      headers: [["X-Forwarded-Proto", proto]],
      allowed: [token.user.email],
    });
    await expectAccepted(world, answer, token);
  });

  test("said by who is no trusted proxy changes nothing: nobody can have another's token flagged, or his own request refused", async () => {
    const bearer = await world.newBearer(world.partners.A);
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const answer = await client().redeem(token.token, bearer.token, { headers: [clear], from: "127.0.0.77", allowed: [token.user.email] });
    await expectAccepted(world, answer, token);
    expect(await exposure(bearer)).toEqual({ flagged: false, audited: [] });
  });
});
