import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { latchkey } from "../support/command-line";
import { acceptedCount, eventsOf, expectCleanLogs, expectRefusal, GatewayClient, forgiveNextDoor } from "../support/gateway";
import { allServers, doors } from "../support/test-servers";
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

// By id: a test user and an end user may have the same address.
const launch = (user: User, app: App) => latchkey(inject("databaseUrl"), "launch", "--user", user.id, "--app", app.id);

async function tokensOf(user: User): Promise<number> {
  const { rows } = await world.db.query<{ count: number }>("SELECT count(*)::int AS count FROM login_tokens WHERE end_user_id = $1", [
    user.id,
  ]);
  return rows[0]?.count ?? -1;
}

describe("both halves: what the catalogue's Open mints, the partner's server redeems", () => {
  test("P1-01 a launch leads to the Service URL with services=<token>, lives 300 s, and signs in once, at whichever door", async () => {
    const launches = await Promise.all(doors().map(() => launch(world.users.u1, world.apps.aPub)));
    for (const [i, [, { url }]] of doors().entries()) {
      const { code, stdout, stderr } = launches[i] ?? {};
      expect(code, stderr).toBe(0);
      const answer = JSON.parse(stdout ?? "") as { url: string; token: string };
      expect(answer.token).toMatch(/^[0-9A-Za-z]{43,}$/);
      expect(answer.url).toBe(`https://app.example/login?services=${answer.token}`);
      const { rows } = await world.db.query<{ id: string; life: number }>(
        "SELECT id, extract(epoch FROM expires_at - created_at)::int AS life FROM login_tokens WHERE hash = $1",
        [hashOf(answer.token)],
      );
      expect(rows, "stored as its SHA-256").toHaveLength(1);
      expect(rows[0]?.life).toBe(300);
      const client = new GatewayClient(url, world);
      const redeemed = await client.redeem(answer.token, world.bearers.TA.token, { allowed: [world.users.u1.email] });
      expect(redeemed.json()).toStrictEqual({ internal_email_address: world.users.u1.email });
      expect(await eventsOf(world, redeemed.requestId)).toMatchObject([{ outcome: "accepted", test: false, loginTokenId: rows[0]?.id }]);
      const again = await client.redeem(answer.token, world.bearers.TA.token);
      await expectRefusal(world, again, { status: 410, reason: "token_used", partner: world.partners.A });
      expect(await acceptedCount(world, { id: rows[0]?.id ?? "" })).toBe(1);
    }
  });

  test.each([
    ["P1-14 of a draft by a real user", () => [world.users.u1, world.apps.aDraft] as const],
    ["P1-15 by a user who has not bought access", () => [world.users.u2, world.apps.aPub] as const],
  ])("a launch %s is refused, and no token comes to be", async (_case, who) => {
    const [user, app] = who();
    const before = await tokensOf(user);
    const { code, stdout, stderr } = await launch(user, app);
    expect(code, stderr).toBe(1);
    expect(stdout).toBe("");
    expect(JSON.parse(stderr.trim().split("\n").at(-1) ?? "")).toMatchObject({ error: expect.stringMatching(/^[a-z_]+$/) });
    expect(await tokensOf(user)).toBe(before);
  });
});
