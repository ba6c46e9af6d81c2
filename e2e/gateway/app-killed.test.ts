import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { checkHistory } from "../support/history";
import { countByStatus, Load } from "../support/load";
import { awaitReady, type ServerProcess, startServer } from "../support/server-process";
import { Traffic } from "../support/traffic";
import { createWorld, type World } from "../support/world";

const WORKERS = 16;

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
});
afterAll(() => world.close());

test("R4 kill -9 of one instance, then of the other, then a restart: the survivor answers rightly, and what was used stays used", async () => {
  const start = () => startServer({ door: "front", databaseUrl: inject("databaseUrl") });
  const servers: ServerProcess[] = await Promise.all([start(), start()]);
  try {
    const [victim, survivor] = servers;
    if (!victim || !survivor) throw new Error("two servers were started");
    await Promise.all(servers.map((server) => awaitReady(server)));
    const tokens = await world.freshTokens(3_000, world.users.u1, world.apps.aPub);
    const traffic = new Traffic({
      tokens,
      bearer: world.bearers.TA,
      instances: [victim.url, survivor.url],
      workers: WORKERS,
      usesEach: 3,
      restMs: 10,
    });
    await sleep(700);
    victim.signal("SIGKILL");
    await victim.exited;
    await sleep(900);
    survivor.signal("SIGKILL");
    await survivor.exited;
    const outcomes = await traffic.stop();

    const atSurvivor = outcomes.filter(({ shot }) => shot.baseUrl === survivor.url);
    expect(atSurvivor.filter(({ status }) => status === 200).length, "the survivor went on").toBeGreaterThan(10);
    const verdict = await checkHistory(world.db, traffic.tried, outcomes, {
      deadlineMs: 3_000,
      // 503, which did nothing: two servers that start at once can have the disk of a small machine to themselves for a moment.
      statuses: [200, 410, 503],
      unheardAtMost: 2 * WORKERS,
    });
    expect(verdict.violations).toEqual([]);

    const begun = performance.now();
    servers.push(...(await Promise.all([start(), start()])));
    const restarted = servers.slice(2);
    await Promise.all(restarted.map((server) => awaitReady(server)));
    // The figure is 10 s on two free cores; here four processes and the other tests share them.
    expect(performance.now() - begun).toBeLessThan(20_000);

    const load = new Load(WORKERS);
    const used = outcomes.filter(({ status }) => status === 200).map(({ shot }, i) => ({ ...shot, baseUrl: restarted[i % 2]?.url ?? "" }));
    expect(countByStatus(await load.untilAnswered(used, WORKERS))).toEqual({ 410: used.length });
    load.close();
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
});
