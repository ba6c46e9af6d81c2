import { afterAll, beforeAll, test } from "vitest";
import { Browser, expectAtIssuer, expectIn, type Issuer, newIssuer, token } from "../support/external-token";
import { OwnPostgres } from "../support/postgres-process";
import { awaitReady, type ServerProcess, startServer } from "../support/server-process";
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

async function startAll(): Promise<void> {
  servers = await Promise.all([0, 1].map(() => startServer({ door: "front", databaseUrl: postgres.url })));
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

test("P2-39 a used token stays used when every server process is started anew, and when PostgreSQL is", async () => {
  const V = token(issuer);
  await expectIn(world, await new Browser(servers[0]?.url ?? "").arrive(V), issuer);
  await endAll();
  await startAll();
  await expectReplayed(V);
  await postgres.killHard();
  await postgres.revive();
  await Promise.all(servers.map((server) => awaitReady(server)));
  await expectReplayed(V);
  await expectIn(world, await new Browser(servers[1]?.url ?? "").arrive(token(issuer)), issuer);
});
