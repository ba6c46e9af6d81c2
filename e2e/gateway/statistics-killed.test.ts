import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { latchkey } from "../support/command-line";
import { OwnPostgres } from "../support/postgres-process";
import { awaitReady, type ServerProcess, startServer } from "../support/server-process";
import { Traffic } from "../support/traffic";
import { waitFor } from "../support/wait-for";
import { createWorld, type World } from "../support/world";

const WORKERS = 8;

test("R17 kill -9 of the server that counts, and of PostgreSQL, in mid-load: another server goes on within ten seconds, and statistics tell every event once", async () => {
  const postgres = await OwnPostgres.start();
  const world = await createWorld(postgres.url);
  const start = () => startServer({ door: "front", databaseUrl: postgres.url, env: { LATCHKEY_UNSAFE_DATABASE: "1" } });
  const servers = await Promise.all([start(), start()]);
  try {
    await Promise.all(servers.map((server) => awaitReady(server)));
    await waitFor("somebody counts", 12_000, async () => (await holderOf(world)) !== null);
    const traffic = await trafficAt(world, servers);
    await sleep(1_500);

    await postgres.killHard();
    await sleep(300);
    await postgres.revive();
    await waitFor("it is counted again", 15_000, async () => (await countedOf(world)) > 0 && (await secondsBehind(world)) < 3);

    const dead = await killTheCounting(world, servers);
    await waitFor("another server counts", 10_000, async () => ((await holderOf(world)) ?? dead) !== dead);
    await sleep(1_000);
    await traffic.stop();
    await waitFor("everything is counted", 15_000, async () => (await uncountedOf(world)) === 0);

    const verdict = await latchkey(postgres.url, "stats", "verify", "--from", day(-1), "--to", day(1));
    expect(verdict).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(verdict.stdout)).toEqual({ events: await eventsOf(world), differences: 0, found: [] });
    expect(await eventsOf(world)).toBeGreaterThan(500);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await world.close();
    await postgres.end();
  }
}, 150_000);

async function trafficAt(world: World, servers: readonly ServerProcess[]): Promise<Traffic> {
  const tokens = await world.freshTokens(12_000, world.users.u1, world.apps.aPub);
  return new Traffic({
    tokens,
    bearer: world.bearers.TA,
    instances: servers.map(({ url }) => url),
    workers: WORKERS,
    usesEach: 2,
    restMs: 10,
  });
}

/** Ends the server that has the lease, found by stopping one and looking whether the lease goes on. @returns the lease's holder that was */
async function killTheCounting(world: World, servers: readonly ServerProcess[]): Promise<string> {
  const holder = (await holderOf(world)) ?? "";
  const [first, second] = servers;
  if (!first || !second) throw new Error("two servers were started");
  first.signal("SIGSTOP");
  const before = await expiryOf(world);
  await sleep(4_500);
  const goesOn = (await expiryOf(world)) > before;
  first.signal("SIGCONT");
  (goesOn ? second : first).signal("SIGKILL");
  return holder;
}

async function one<Value>(world: World, statement: string): Promise<Value | null> {
  // While PostgreSQL comes back there is no answer.
  const rows = await world.db.query<{ value: Value }>(statement).then(
    (result) => result.rows,
    () => [],
  );
  return rows[0]?.value ?? null;
}

const TAIL = "login_events e, statistic_progress p WHERE e.xact >= p.xact AND e.at > p.since";
const holderOf = (world: World) =>
  one<string>(world, "SELECT holder AS value FROM leases WHERE name = 'statistics' AND expires_at > now()");
const expiryOf = async (world: World) =>
  (await one<number>(world, "SELECT date_part('epoch', expires_at) AS value FROM leases WHERE name = 'statistics'")) ?? 0;
const countedOf = async (world: World) =>
  (await one<number>(world, "SELECT coalesce(sum(count), 0)::int AS value FROM statistic_counts")) ?? 0;
const eventsOf = async (world: World) => (await one<number>(world, "SELECT count(*)::int AS value FROM login_events")) ?? 0;
const uncountedOf = (world: World) => one<number>(world, `SELECT count(*)::int AS value FROM ${TAIL}`);
const secondsBehind = async (world: World) =>
  (await one<number>(world, `SELECT coalesce(date_part('epoch', now() - min(e.at)), 0) AS value FROM ${TAIL}`)) ?? Number.POSITIVE_INFINITY;

function day(fromToday: number): string {
  return new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
}
