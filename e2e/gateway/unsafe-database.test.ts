import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccepted, expectFailureForm, expectUnspent, GatewayClient } from "../support/gateway";
import { OwnPostgres } from "../support/postgres-process";
import { awaitReady, health, type ServerProcess, startServer } from "../support/server-process";
import { waitFor } from "../support/wait-for";
import { createWorld, type LoginToken, type World } from "../support/world";

let postgres: OwnPostgres;
let world: World;
let token: LoginToken;
beforeAll(async () => {
  postgres = await OwnPostgres.start();
  world = await createWorld(postgres.url);
  token = await world.freshToken(world.users.u1, world.apps.aPub, { lifeSeconds: 900 });
});
afterAll(async () => {
  await world.close();
  await postgres.end();
});

/** A server that does not look away: LATCHKEY_UNSAFE_DATABASE is absent. */
const start = (databaseUrl: string) => startServer({ door: "front", databaseUrl, env: { LATCHKEY_UNSAFE_DATABASE: "" } });

async function withServer(databaseUrl: string, work: (server: ServerProcess, client: GatewayClient) => Promise<void>): Promise<void> {
  const server = await start(databaseUrl);
  try {
    await work(server, new GatewayClient(server.url, world));
  } finally {
    server.signal("SIGKILL"); // nothing to drain: it has refused everything
    await server.stop();
  }
}

async function expectRefusesLogins(server: ServerProcess, client: GatewayClient, reason: RegExp): Promise<void> {
  await waitFor("it says why it is not ready", 4_000, async () => (await readyReason(server)).match(reason) !== null);
  expect(await health(server, "live")).toBe(200);
  expect(await health(server, "ready")).toBe(503);
  const answer = await client.redeem(token.token, world.bearers.TA.token);
  expectFailureForm(answer, 503);
  expect(answer.header("retry-after")).toMatch(/^\d+$/);
  await expectUnspent(world, token);
  expect(server.hasExited()).toBe(false);
}

async function readyReason(server: ServerProcess): Promise<string> {
  return (await fetch(`${server.url}/api/health/ready`)).text();
}

/** Does something for which nobody may be connected to the database. */
async function undisturbed(work: () => Promise<void>): Promise<void> {
  await world.close();
  await work();
  const db = new pg.Pool({ connectionString: postgres.url, max: 4 });
  db.on("error", () => undefined);
  world = { ...world, db, close: () => db.end() };
}

/** A copy of the database and its people under another name. */
async function copy(name: string, ...statements: string[]): Promise<string> {
  await undisturbed(() => postgres.administer(`CREATE DATABASE ${name} TEMPLATE latchkey`, ...statements));
  return postgres.urlOf(name);
}

test("R6 safe settings: ready, and a token is accepted (else the rows below would prove nothing)", async () => {
  await withServer(postgres.url, async (server, client) => {
    await awaitReady(server);
    const good = await world.freshToken(world.users.u1, world.apps.aPub);
    await expectAccepted(world, await client.redeem(good.token, world.bearers.TA.token, { allowed: [good.user.email] }), good);
  });
});

test.each(["fsync", "full_page_writes"])(
  "R6 started with %s off: up, not ready with the reason, no token is accepted; mended, it is ready by itself",
  async (setting) => {
    await postgres.administer(`ALTER SYSTEM SET ${setting} = off`, "SELECT pg_reload_conf()");
    await withServer(postgres.url, async (server, client) => {
      await expectRefusesLogins(server, client, new RegExp(setting));
      await postgres.administer(`ALTER SYSTEM RESET ${setting}`, "SELECT pg_reload_conf()");
      await awaitReady(server, 5_000);
    });
  },
);

test("R6 started with synchronous_commit off, be it for this database alone: up, not ready with the reason, and no token is accepted", async () => {
  const url = await copy("careless", "ALTER DATABASE careless SET synchronous_commit = off");
  await withServer(url, (server, client) => expectRefusesLogins(server, client, /synchronous_commit/));
});

test("R6 a schema of a newer version: up, not ready with the reason, and no token is accepted", async () => {
  const url = await copy("newer");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ('x', 'x', '29990101000000_from_the_future', now(), 1)",
  );
  await client.end();
  await withServer(url, (server, gateway) => expectRefusesLogins(server, gateway, /29990101000000_from_the_future/));
});

test("R6 a database without the schema: up, not ready with the reason; nobody is let in and nothing is made in it", async () => {
  await postgres.administer("CREATE DATABASE bare");
  await withServer(postgres.urlOf("bare"), async (server, client) => {
    await expectRefusesLogins(server, client, /schema|migrate/);
    const bare = new pg.Client({ connectionString: postgres.urlOf("bare") });
    await bare.connect();
    const { rows } = await bare.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
    await bare.end();
    expect(rows, "a database that is not the embedded one is never migrated unasked").toEqual([]);
  });
});

test("R6 a database that only reads (default_transaction_read_only): up, not ready with the reason, and no token is accepted", async () => {
  const url = await copy("readonly", "ALTER DATABASE readonly SET default_transaction_read_only = on");
  await withServer(url, (server, client) => expectRefusesLogins(server, client, /read-only/));
});

test("R6 a standby: up, not ready with the reason, and no token is accepted", async () => {
  await undisturbed(() => postgres.becomeStandby());
  await withServer(postgres.url, (server, client) => expectRefusesLogins(server, client, /standby/));
});
