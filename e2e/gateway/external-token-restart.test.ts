import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, test } from "vitest";
import { Browser, expectAtIssuer, expectIn, type Issuer, newIssuer, token } from "../support/external-token";
import { OwnPostgres } from "../support/postgres-process";
import { awaitReady, type ServerProcess, startServer, TEST_SECRET } from "../support/server-process";
import { createWorld, type World } from "../support/world";

let postgres: OwnPostgres;
let world: World;
let issuer: Issuer;
let servers: ServerProcess[] = [];
beforeAll(async () => {
  postgres = await OwnPostgres.start();
  world = await createWorld(postgres.url);
  issuer = await newIssuer(world, world.partners.A);
  await startAll();
});
afterAll(async () => {
  await endAll();
  await world.close();
  await postgres.end();
});

async function startAll(env: Record<string, string> = {}): Promise<void> {
  servers = await Promise.all([0, 1].map(() => startServer({ door: "front", databaseUrl: postgres.url, env })));
  await Promise.all(servers.map((server) => awaitReady(server)));
}

// Nothing is drained: a process that is killed leaves nothing but what the database holds.
async function endAll(): Promise<void> {
  for (const server of servers) server.signal("SIGKILL");
  await Promise.all(servers.map((server) => server.stop()));
}

async function expectReplayed(V: string): Promise<void> {
  for (const { url } of servers) await expectAtIssuer(world, await new Browser(url).arrive(V), issuer, "jti_replayed");
}

test("P2-39 R21 a used token stays used when every server process is started anew, under a new master secret too, and when PostgreSQL is", async () => {
  const V = token(issuer);
  await expectIn(world, await new Browser(servers[0]?.url ?? "").arrive(V), issuer);
  await endAll();
  // The same start shows that the issuer's key opens, which was sealed under the secret before (R21).
  await startAll({ LATCHKEY_SECRET: randomBytes(24).toString("hex"), LATCHKEY_SECRET_PREVIOUS: TEST_SECRET });
  await expectReplayed(V);
  await postgres.killHard();
  await postgres.revive();
  await Promise.all(servers.map((server) => awaitReady(server)));
  await expectReplayed(V);
  await expectIn(world, await new Browser(servers[1]?.url ?? "").arrive(token(issuer)), issuer);
});

test("P2-68 the operator's choice of an audience acts on the next token of every process", async () => {
  await world.db.query("INSERT INTO platform_settings (name, value) VALUES ('external-token.audience', '\"https://login.example\"')");
  for (const { url } of servers) {
    await expectAtIssuer(world, await new Browser(url).arrive(token(issuer)), issuer, "aud_wrong");
    await expectIn(world, await new Browser(url).arrive(token(issuer, { aud: ["farfalla", "https://login.example"] })), issuer);
  }
});
