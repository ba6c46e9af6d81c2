import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { newPrefixedToken, newToken } from "@/lib/crypto/token";
import { aboutTime } from "../support/about-time";
import { freePort } from "../support/free-port";
import {
  type Answer,
  expectAccepted,
  expectCleanLogs,
  expectFailureForm,
  expectRefusal,
  expectUnspent,
  GatewayClient,
  NIL_PARTNER,
} from "../support/gateway";
import { awaitReady, type DoorKind, health, type ServerProcess, startServer } from "../support/server-process";
import { TcpProxy } from "../support/tcp-proxy";
import { waitFor } from "../support/wait-for";
import { createWorld, hashOf, type World } from "../support/world";

/** The figure is 2 s; on a busy machine a timer may fire late. */
const DEADLINE_MS = 2_500;

type Both = { readonly proxy: TcpProxy; readonly server: ServerProcess };

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
});
afterAll(() => world.close());

async function startBehindProxy(door: DoorKind, options: { open: boolean }): Promise<Both> {
  const proxy = await TcpProxy.before(inject("databaseUrl"), await freePort(), options);
  const server = await startServer({ door, databaseUrl: proxy.urlFor(inject("databaseUrl")) });
  return { proxy, server };
}

async function stop({ proxy, server }: Both): Promise<void> {
  expectCleanLogs(world, [server]);
  await server.stop();
  await proxy.cut();
}

function expectUnavailable(answer: Answer): void {
  expectFailureForm(answer, 503);
  expect(Number(answer.header("retry-after"))).toBeGreaterThanOrEqual(1);
}

describe.each(["front", "next"] as const)("the database is not there yet, goes away and comes back (%s door)", (door) => {
  let both: Both;
  const redeem = (token: string, allowed: readonly string[] = []) =>
    new GatewayClient(both.server.url, world).redeem(token, world.bearers.TA.token, { allowed });
  const fresh = () => world.freshToken(world.users.u1, world.apps.aPub);
  beforeAll(async () => {
    both = await startBehindProxy(door, { open: false });
  });
  afterAll(() => stop(both));

  test(
    "R28 started before it: live, not ready, answers 503 and does not exit; ready within 5 s of the database's arrival",
    aboutTime,
    async () => {
      const { proxy, server } = both;
      const token = await fresh();
      expect(await health(server, "live")).toBe(200);
      expect(await health(server, "ready")).toBe(503);
      expectUnavailable(await redeem(token.token));
      await sleep(1_200);
      expect(server.hasExited()).toBe(false);
      expect(await health(server, "live")).toBe(200);
      await proxy.open();
      expect(await awaitReady(server, 6_000)).toBeLessThan(5_000);
      await expectAccepted(world, await redeem(token.token, [token.user.email]), token);
    },
  );

  test("cut: 503 with Retry-After in the caller's form, live 200, ready 503; then ready again by itself, and the token is good", async () => {
    const { proxy, server } = both;
    const warm = await fresh();
    await expectAccepted(world, await redeem(warm.token, [warm.user.email]), warm);
    const token = await fresh();
    await proxy.cut();
    for (let i = 0; i < 5; i += 1) expectUnavailable(await redeem(token.token));
    await waitFor("not ready", 4_000, async () => (await health(server, "ready")) === 503);
    expect(await health(server, "live")).toBe(200);
    expectUnavailable(await redeem("abc"));
    await expectUnspent(world, token);
    await proxy.open();
    // The first request after its return succeeds: it does not wait for the next check.
    await expectAccepted(world, await redeem(token.token, [token.user.email]), token);
    expect(await awaitReady(server, 5_000)).toBeLessThan(5_000);
  });

  test("the readiness check names the reason without naming the database, and is cached by nobody", async () => {
    const { proxy, server } = both;
    await proxy.cut();
    await waitFor("not ready", 4_000, async () => (await health(server, "ready")) === 503);
    const response = await fetch(`${server.url}/api/health/ready`);
    const text = await response.text();
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(text).toMatch(/database/i);
    expect(text).not.toMatch(/127\.0\.0\.1|postgresql:|ECONN|password|\d{5}/);
    await proxy.open();
    await awaitReady(server, 5_000);
  });

  test(
    "held (nothing is refused, nothing answered): each of 60 requests at once ends with 503 in time, and success comes at once after",
    aboutTime,
    async () => {
      const { proxy, server } = both;
      const tokens = await world.freshTokens(60, world.users.u1, world.apps.aPub);
      proxy.hold();
      const start = performance.now();
      const answers = await Promise.all(
        tokens.map(async ({ token }) => {
          const answer = await redeem(token);
          return { answer, tookMs: performance.now() - start };
        }),
      );
      for (const { answer } of answers) expectUnavailable(answer);
      expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(DEADLINE_MS);
      expect(await health(server, "live")).toBe(200);
      proxy.release();
      const { tookMs } = await waitFor("a login succeeds", 5_000, async () => {
        const token = await fresh();
        return (await redeem(token.token, [token.user.email])).status === 200;
      });
      expect(tookMs).toBeLessThan(2_000);
      // What was in flight may have been done unheard when the network let it through, but once at the most.
      await sleep(300);
      const { rows } = await world.db.query<{ most: number }>(
        `SELECT coalesce(max(times), 0)::int AS most FROM (SELECT count(*) AS times FROM login_events
        WHERE login_token_id = ANY ($1::uuid[]) AND outcome = 'accepted' GROUP BY login_token_id) AS counted`,
        [tokens.map(({ id }) => id)],
      );
      expect(rows[0]?.most).toBeLessThanOrEqual(1);
      for (const token of tokens.slice(0, 10)) {
        const answer = await redeem(token.token, [token.user.email]);
        expect([200, 410]).toContain(answer.status);
      }
      await awaitReady(server, 5_000);
    },
  );

  const seen = async (work: () => Promise<unknown>) => {
    const pieces: Buffer[] = [];
    const end = both.proxy.tap((bytes) => pieces.push(bytes));
    await work();
    end();
    return Buffer.concat(pieces);
  };
  const holds = (wire: Buffer, token: string) =>
    wire.includes(token) || wire.includes(hashOf(token)) || wire.includes(hashOf(token).toString("hex"));

  test("P1-05 a bearer token with a wrong checksum is never looked up; a well-formed one is, by its hash alone", async () => {
    const right = newPrefixedToken("lk_live");
    const wrong = right.slice(0, -1) + (right.endsWith("0") ? "1" : "0");
    const client = new GatewayClient(both.server.url, world);
    const wireOfWrong = await seen(async () => {
      await expectRefusal(world, await client.redeem(newToken(), wrong), { status: 401, reason: "bearer_malformed", partner: NIL_PARTNER });
    });
    expect(holds(wireOfWrong, wrong), "a malformed bearer reached the database").toBe(false);
    const wireOfRight = await seen(() => client.redeem(newToken(), right));
    expect(holds(wireOfRight, right), "this test sees nothing of the wire").toBe(true);
    expect(wireOfRight.includes(right), "a bearer token reached the database in clear").toBe(false);
  });

  test("P1-11 what is not spelled like a login token is never looked up; a login token is, by its hash alone", async () => {
    const client = new GatewayClient(both.server.url, world);
    const odd = `${newToken()}x`;
    expect(holds(await seen(() => client.redeem(odd, world.bearers.TA.token)), odd)).toBe(false);
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const wire = await seen(() => client.redeem(token.token, world.bearers.TA.token, { allowed: [token.user.email] }));
    expect(wire.includes(hashOf(token.token)) || wire.includes(hashOf(token.token).toString("hex"))).toBe(true);
    expect(wire.includes(token.token) || wire.includes(world.bearers.TA.token)).toBe(false);
  });

  test("an accepted redemption is one statement: one message to execute, and no BEGIN", async () => {
    const client = new GatewayClient(both.server.url, world);
    const accept = async () => {
      const token = await world.freshToken(world.users.u1, world.apps.aPub);
      await expectAccepted(world, await client.redeem(token.token, world.bearers.TA.token, { allowed: [token.user.email] }), token);
      return token;
    };
    for (let i = 0; i < 12; i += 1) await accept();
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const wire = await seen(() => client.redeem(token.token, world.bearers.TA.token, { allowed: [token.user.email] }));
    expect(/BEGIN|COMMIT|START TRANSACTION/i.test(wire.toString("latin1"))).toBe(false);
    // The hash of the token travels once: it is looked up, checked and consumed by the same statement.
    const hash = hashOf(token.token);
    const places = [hash, Buffer.from(hash.toString("hex"))].flatMap((needle) =>
      wire.includes(needle) ? [wire.indexOf(needle), wire.lastIndexOf(needle)] : [],
    );
    expect(new Set(places).size).toBe(1);
  });
});
