import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { freePort } from "../support/free-port";
import { accessToken, Caller, expectIn, expectUnspent, newPairing, PairingSet, signed, textOf } from "../support/paired-launch";
import { awaitReady, type ServerProcess, startServer } from "../support/server-process";
import { TcpProxy } from "../support/tcp-proxy";

const set = PairingSet.forThisFile();

let proxy: TcpProxy;
let server: ServerProcess;
beforeAll(async () => {
  proxy = await TcpProxy.before(inject("databaseUrl"), await freePort(), { open: true });
  server = await startServer({ door: "front", databaseUrl: proxy.urlFor(inject("databaseUrl")) });
  await awaitReady(server);
});
afterAll(async () => {
  await server.stop();
  await proxy.cut();
});

test("the database gone: 503 with Retry-After in each route's own form, nothing is used up, and both go on once it is back", async () => {
  const pairing = await newPairing(set.world, set.a.bearer);
  const token = await accessToken(set.world, pairing);
  const target = signed(textOf(pairing.vhost, token), pairing.key);
  const caller = new Caller(server.url);
  await proxy.cut();
  const obtained = await caller.obtain(pairing.bearer.token, pairing.psClientId);
  expect(obtained.status).toBe(503);
  expect(obtained.json()).toMatchObject({ success: false, code: "unavailable", request_id: obtained.requestId });
  const launched = await caller.ask(target);
  expect([launched.status, launched.header("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
  for (const answer of [obtained, launched]) expect(Number(answer.header("retry-after"))).toBeGreaterThan(0);
  await expectUnspent(set.world, token);
  await proxy.open();
  await awaitReady(server);
  expect((await caller.obtain(pairing.bearer.token, pairing.psClientId)).status).toBe(200);
  await expectIn(set.world, await caller.ask(target), pairing);
});
