import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { newToken } from "@/lib/crypto/token";
import {
  type Answer,
  eventsOf,
  expectAccepted,
  expectCleanLogs,
  expectFailureForm,
  GatewayClient,
  forgiveNextDoor,
} from "../support/gateway";
import { allServers, doors, frontDoor } from "../support/test-servers";
import { type Bearer, createWorld, type World } from "../support/world";

const PER_CREDENTIAL = 100;
const PER_ADDRESS = 300;

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
  await forgiveNextDoor(world);
});
afterAll(async () => {
  expectCleanLogs(world, allServers());
  await world.close();
});

/** Asks `count` times, some at once, and counts the answers by status. */
async function flood(count: number, ask: (i: number) => Promise<Answer>): Promise<{ counts: Record<number, number>; answers: Answer[] }> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) answers.push(await ask(next++));
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return { counts, answers };
}

async function expectLimited(answer: Answer | undefined): Promise<void> {
  if (!answer) throw new Error("nothing was limited");
  expectFailureForm(answer, 429);
  const retryAfter = Number(answer.header("retry-after"));
  expect(Number.isInteger(retryAfter) && retryAfter >= 1 && retryAfter <= 60, `Retry-After ${answer.header("retry-after") ?? ""}`).toBe(
    true,
  );
  expect(await eventsOf(world, answer.requestId), "what the limiter answers is counted, not stored").toEqual([]);
}

describe.each(doors())("P1-22 guessing is slowed, %s", (_name, { url, door }) => {
  // Next tells a route handler nothing of the other end, so that all its callers are one address: fewer tries there.
  const tries = door === "front" ? 1_000 : PER_CREDENTIAL + 40;
  const guess = (bearer: Bearer) => {
    const clients = Array.from({ length: 20 }, () => new GatewayClient(url, world));
    return (i: number) => (clients[i % clients.length] ?? new GatewayClient(url, world)).redeem(newToken(), bearer.token);
  };

  test("for one bearer token that tries out login tokens: 404 up to the limit, then 429 without events; nobody else is slowed", async () => {
    const bearer = await world.newBearer(world.partners.A);
    const { counts, answers } = await flood(tries, guess(bearer));
    expect(Object.keys(counts).sort()).toEqual(["404", "429"]);
    expect(counts[404]).toBeGreaterThanOrEqual(PER_CREDENTIAL - 5);
    expect(counts[404]).toBeLessThanOrEqual(PER_CREDENTIAL + 5);
    await expectLimited(answers.findLast(({ status }) => status === 429));
    const { rows } = await world.db.query<{ count: number }>("SELECT count(*)::int AS count FROM login_events WHERE credential_id = $1", [
      bearer.id,
    ]);
    expect(rows[0]?.count, "one event for each 404 and none beside").toBe(counts[404]);

    const good = async (own: Bearer, app = world.apps.aPub) => {
      const token = await world.freshToken(world.users.u1, app);
      await expectAccepted(
        world,
        await new GatewayClient(url, world).redeem(token.token, own.token, { allowed: [token.user.email] }),
        token,
      );
    };
    await good(bearer);
    await good(bearer, world.apps.aSecond);
    await good(world.bearers.TA);
    await good(world.bearers.TB, world.apps.bPub);
    const other = await new GatewayClient(url, world).redeem(newToken(), world.bearers.TB.token);
    expectFailureForm(other, 404, "not_found");
  });
});

describe("P1-22 guessing from one place is slowed, at the front door alone, for Next does not tell who asks", () => {
  const url = frontDoor().url;
  const client = () => new GatewayClient(url, world);
  const anonymous = (address: (i: number) => string) => (i: number) =>
    new GatewayClient(url, world).redeem(newToken(), null, { forwardedFor: address(i) });

  test("1,000 requests without a bearer token from one /64: 401 up to the limit, then 429; another network and good tokens are not slowed", async () => {
    const network = `2001:db8:${Math.floor(Date.now() / 1000) % 65536}:7`.replace(/\b\d+(?=:7$)/, (n) => Number(n).toString(16));
    const { counts, answers } = await flood(
      1_000,
      anonymous((i) => `${network}:${i.toString(16)}:${(i * 7).toString(16)}::${(i + 1).toString(16)}`),
    );
    expect(Object.keys(counts).sort()).toEqual(["401", "429"]);
    expect(counts[401]).toBeGreaterThanOrEqual(PER_ADDRESS - 5);
    expect(counts[401]).toBeLessThanOrEqual(PER_ADDRESS + 5);
    await expectLimited(answers.findLast(({ status }) => status === 429));

    const neighbour = await client().redeem(newToken(), null, { forwardedFor: network.replace(/:7$/, ":8") + "::1" });
    expectFailureForm(neighbour, 401);
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const good = await client().redeem(token.token, world.bearers.TA.token, { forwardedFor: `${network}::1`, allowed: [token.user.email] });
    await expectAccepted(world, good, token);
  });

  test("an address is one however it is spelled", async () => {
    const [b, c, d] = [1, 2, 3].map(() => Math.floor(Math.random() * 254) + 1);
    const plain = `10.${b}.${c}.${d}`;
    const spellings = [plain, `::ffff:${plain}`, ` ${plain} `, `192.0.2.1, ${plain}`, `evil, ${plain}`, `::FFFF:${plain}`];
    const { counts } = await flood(
      PER_ADDRESS + 60,
      anonymous((i) => spellings[i % spellings.length] ?? plain),
    );
    expect(counts[401]).toBeLessThanOrEqual(PER_ADDRESS + 5);
    expect(counts[429]).toBeGreaterThanOrEqual(55);
  });

  test("who is no trusted proxy cannot choose an address by X-Forwarded-For", async () => {
    const from = `127.0.${Math.floor(Math.random() * 250) + 1}.${Math.floor(Math.random() * 250) + 2}`;
    const { counts } = await flood(PER_ADDRESS + 60, (i) =>
      client().redeem(newToken(), null, { from, forwardedFor: `198.51.${i % 256}.${i % 199}` }),
    );
    expect(counts[401]).toBeLessThanOrEqual(PER_ADDRESS + 5);
    expect(counts[429]).toBeGreaterThanOrEqual(55);
  });

  test("R13 the limit is one for all instances, not one for each", async () => {
    const bearer = await world.newBearer(world.partners.B);
    const { front, secondFront } = inject("testServers");
    const clients = Array.from({ length: 20 }, (_, i) => new GatewayClient(i % 2 === 0 ? front.url : secondFront.url, world));
    const { counts } = await flood(400, (i) => (clients[i % 20] ?? client()).redeem(newToken(), bearer.token));
    expect(counts[404]).toBeGreaterThanOrEqual(PER_CREDENTIAL - 5);
    expect(counts[404]).toBeLessThanOrEqual(PER_CREDENTIAL + 5);
  });

  test("tokens that are used, expired or of users without access are no guesses: 150 of each stay what they are", async () => {
    const bearer = await world.newBearer(world.partners.A);
    const own = new GatewayClient(url, world);
    const used = await world.freshToken(world.users.u1, world.apps.aPub);
    await own.redeem(used.token, bearer.token, { allowed: [used.user.email] });
    const expired = await world.freshToken(world.users.u1, world.apps.aPub, { lifeSeconds: -10 });
    const noAccess = await world.freshToken(world.users.u2, world.apps.aPub);
    for (const [token, status] of [
      [used, 410],
      [expired, 410],
      [noAccess, 403],
    ] as const) {
      const { counts } = await flood(150, () => own.redeem(token.token, bearer.token));
      expect(counts).toEqual({ [status]: 150 });
    }
  });

  test("doubled slashes and other spellings of the path give no counters of their own", async () => {
    const own = new GatewayClient(url, world);
    const spellings = [(t: string) => t, (t: string) => `${t}?x=1`, (t: string) => `${t}?${t}`, () => "abc", () => "%41bc", () => "abc;x"];
    const { counts } = await flood(PER_ADDRESS + 60, (i) => own.redeem((spellings[i % spellings.length] ?? String)(newToken()), null));
    expect(counts[401]).toBeLessThanOrEqual(PER_ADDRESS + 5);
    expect(counts[429]).toBeGreaterThanOrEqual(55);
  });
});
