import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { checkHistory } from "./history";
import { countByStatus, Load } from "./load";
import type { OwnPostgres } from "./postgres-process";
import { awaitReady, health, startServer } from "./server-process";
import { Traffic } from "./traffic";
import { createWorld } from "./world";

const WORKERS = 16;
/** The figure is 2 s; on a busy machine a timer may fire late. */
const DEADLINE_MS = 2_600;

type FreezeOptions = { readonly frozenMs: number; readonly beforeMs?: number; readonly say: (line: string) => void };

/** R9: freezes every process of PostgreSQL under the load of two instances, thaws it, and holds the history to C1–C5. */
export async function freezeInMidLoad(postgres: OwnPostgres, { frozenMs, beforeMs = 800, say }: FreezeOptions): Promise<void> {
  const world = await createWorld(postgres.url);
  const servers = await Promise.all([0, 1].map(() => startServer({ door: "front", databaseUrl: postgres.url })));
  try {
    await Promise.all(servers.map((server) => awaitReady(server)));
    const tokens = await world.freshTokens(6_000, world.users.u1, world.apps.aPub);
    const instances = servers.map(({ url }) => url);
    const traffic = new Traffic({ tokens, bearer: world.bearers.TA, instances, workers: WORKERS, usesEach: 2, restMs: 20 });
    await sleep(beforeMs);
    await postgres.freeze();
    const frozenAtMs = performance.now();
    await sleep(frozenMs - 500);
    // The process itself is not frozen with it.
    expect(await Promise.all(servers.map((server) => health(server, "live")))).toEqual([200, 200]);
    expect(await Promise.all(servers.map((server) => health(server, "ready")))).toEqual([503, 503]);
    await sleep(500);
    await postgres.thaw();
    const thawedAtMs = performance.now();
    await sleep(2_500);
    const outcomes = await traffic.stop();

    const during = outcomes.filter(({ startMs, endMs }) => startMs > frozenAtMs && endMs < thawedAtMs);
    const firstSuccess = Math.min(
      ...outcomes
        .filter(({ status, startMs }) => status === 200 && startMs > thawedAtMs - 2_000)
        .map(({ endMs }) => endMs)
        .filter((endMs) => endMs > thawedAtMs),
    );
    const slowest = Math.max(...outcomes.map(({ startMs, endMs }) => endMs - startMs));
    say(
      `R9 frozen ${frozenMs} ms: ${JSON.stringify(countByStatus(outcomes))}, slowest answer ${Math.round(slowest)} ms, first success ${Math.round(firstSuccess - thawedAtMs)} ms after the thaw`,
    );
    expect(during.length).toBeGreaterThan(WORKERS);
    expect(countByStatus(during)).toEqual({ 503: during.length });
    expect(firstSuccess - thawedAtMs).toBeLessThan(2_000);
    const verdict = await checkHistory(world.db, traffic.tried, outcomes, {
      deadlineMs: DEADLINE_MS,
      statuses: [200, 410, 503],
      unheardAtMost: 2 * WORKERS,
    });
    expect(verdict.violations).toEqual([]);

    const load = new Load(WORKERS);
    const used = outcomes.filter(({ status }) => status === 200).map(({ shot }) => shot);
    expect(countByStatus(await load.volley(used, WORKERS)), "used tokens stay used").toEqual({ 410: used.length });
    load.close();
    await Promise.all(servers.map((server) => awaitReady(server, 5_000)));
  } finally {
    await postgres.thaw();
    await Promise.all(servers.map((server) => server.stop()));
    await world.close();
  }
}
