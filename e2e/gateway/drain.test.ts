import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { aboutTime } from "../support/about-time";
import { freePort } from "../support/free-port";
import { bytesForRedemption, expectCleanLogs } from "../support/gateway";
import { expectInvariant } from "../support/invariant";
import { Load } from "../support/load";
import { parseResponses } from "../support/raw-http";
import { awaitReady, health, startServer } from "../support/server-process";
import { TcpProxy } from "../support/tcp-proxy";
import { waitFor } from "../support/wait-for";
import { createWorld, type LoginToken, type World } from "../support/world";

/** As many as the catalogue wants: most have sent a part of their request, the rest wait for the database to answer. */
const HALF_SENT = 492;
const AT_THE_DATABASE = 8;
const WAVE = 16;

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
});
afterAll(() => world.close());

type Call = { readonly token: LoginToken; readonly socket: Socket; readonly rest: Buffer; readonly answer: Promise<Buffer> };

/** Sends a redemption but for its last `keep` bytes. */
async function begin(url: string, token: LoginToken, keep: number): Promise<Call> {
  const { hostname, port } = new URL(url);
  const bytes = bytesForRedemption(url, token, world.bearers.TA, "keep-alive");
  const socket = connect({ host: hostname, port: Number(port) });
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("error", () => undefined);
  const answer = new Promise<Buffer>((resolve) => socket.once("close", () => resolve(Buffer.concat(chunks))));
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  await new Promise<void>((resolve) => socket.write(bytes.subarray(0, bytes.length - keep), () => resolve()));
  return { token, socket, rest: bytes.subarray(bytes.length - keep), answer };
}

/** Opens the connections to the database that the requests of the test then wait on. */
async function warmUp(url: string): Promise<void> {
  const load = new Load(20);
  const tokens = await world.freshTokens(100, world.users.u1, world.apps.aPub);
  await load.volley(
    tokens.map((token) => ({ token, bearer: world.bearers.TA, baseUrl: url })),
    20,
  );
  load.close();
}

/** How many of the calls had which status; each has had exactly one answer, which passed I0. */
async function statusesOf(calls: readonly Call[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { token, answer } of calls) {
    const [response, ...more] = parseResponses(await answer);
    if (!response || more.length > 0) throw new Error(`a request in flight had ${response ? more.length + 1 : "no"} answers`);
    expectInvariant(response, { secrets: world.secrets(), allowed: [token.user.email] });
    counts[response.status] = (counts[response.status] ?? 0) + 1;
  }
  return counts;
}

test(
  "R14 SIGTERM with 500 requests in flight: not ready first, every request is answered, nobody new is let in, exit 0 within 15 s",
  aboutTime,
  async () => {
    const proxy = await TcpProxy.before(inject("databaseUrl"), await freePort());
    const server = await startServer({ door: "front", databaseUrl: proxy.urlFor(inject("databaseUrl")) });
    try {
      await awaitReady(server);
      await warmUp(server.url);
      const tokens = await world.freshTokens(HALF_SENT + AT_THE_DATABASE, world.users.u1, world.apps.aPub);
      const half = await Promise.all(tokens.slice(0, HALF_SENT).map((token, i) => begin(server.url, token, 1 + (i % 60))));
      proxy.hold();
      const whole = await Promise.all(tokens.slice(HALF_SENT).map((token) => begin(server.url, token, 0)));

      const signalledMs = performance.now();
      server.signal("SIGTERM");
      // Within what a statement may take: else these would rightly be answered 503.
      setTimeout(() => proxy.release(), 250);
      await waitFor("not ready, and still listening", 900, async () => (await health(server, "ready")) === 503, 5);
      expect(await health(server, "live"), "it still listens while it is not ready").toBe(200);
      // The rest of each request arrives within the next three seconds, the later ones after the door is closed to others.
      for (let i = 0; i < half.length; i += WAVE) {
        const wave = half.slice(i, i + WAVE);
        for (const { socket, rest } of wave) socket.write(rest);
        await Promise.all([sleep(100), ...wave.map(({ answer }) => answer)]);
      }
      expect(await health(server, "live"), "nobody new is let in").toBeNull();

      expect(await statusesOf(half), "those that were half sent").toEqual({ 200: HALF_SENT });
      expect(await statusesOf(whole), "those that waited for the database").toEqual({ 200: AT_THE_DATABASE });
      const exit = await server.exited;
      expect(exit).toMatchObject({ code: 0, signal: null });
      expect(exit.atMs - signalledMs).toBeLessThan(15_000);
      await waitFor("its connections to the database are closed", 1_000, () => proxy.connected === 0);
      expectCleanLogs(world, [server]);
    } finally {
      await server.stop();
      await proxy.cut();
    }
  },
);

test("R14 without anything in flight it is gone within 4 s, and a connection that is kept alive does not hold it", aboutTime, async () => {
  const server = await startServer({ door: "front", databaseUrl: inject("databaseUrl") });
  try {
    await awaitReady(server);
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const { socket } = await begin(server.url, token, 0);
    await new Promise<void>((resolve) => socket.once("data", () => resolve()));
    const start = performance.now();
    server.signal("SIGTERM");
    const exit = await server.exited;
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(exit.atMs - start).toBeLessThan(4_000);
    socket.destroy();
  } finally {
    await server.stop();
  }
});
