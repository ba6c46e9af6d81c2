import { setTimeout as sleep } from "node:timers/promises";
import { checkHistory, type Verdict } from "./history";
import { countByStatus, Load, type Outcome } from "./load";
import type { OwnPostgres } from "./postgres-process";
import { awaitReady, type ServerProcess, startServer } from "./server-process";
import { Traffic } from "./traffic";
import { createWorld, type World } from "./world";

const WORKERS = 16;
const DEADLINE_MS = 2_600;

export type KillReport = {
  readonly verdict: Verdict;
  /** acknowledged before the kill, and accepted once more after the restart: the crash forgot them */
  readonly twice: number;
  readonly acknowledged: number;
  /** milliseconds from "accepts connections again" to the first success */
  readonly recoveryMs: number;
  /** milliseconds from the kill to "accepts connections again", and to the first success */
  readonly downMs: number;
  readonly outageMs: number;
  readonly exited: boolean;
  readonly counts: Record<string, number>;
};

/**
 * R3: kill -9 of PostgreSQL under the load of two instances, a restart, and the same tokens once more. Nothing is judged
 * here but C1–C5.
 * @param options.beforeMs milliseconds of load before the kill
 */
export async function killInMidLoad(
  postgres: OwnPostgres,
  options: { beforeMs: number; env?: Record<string, string> },
): Promise<KillReport> {
  const world = await createWorld(postgres.url);
  const servers = await Promise.all([0, 1].map(() => startServer({ door: "front", databaseUrl: postgres.url, env: options.env })));
  try {
    await Promise.all(servers.map((server) => awaitReady(server)));
    return await strike(postgres, world, servers, options.beforeMs);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await world.close();
  }
}

async function strike(postgres: OwnPostgres, world: World, servers: readonly ServerProcess[], beforeMs: number): Promise<KillReport> {
  const tokens = await world.freshTokens(12_000, world.users.u1, world.apps.aPub);
  const instances = servers.map(({ url }) => url);
  const traffic = new Traffic({ tokens, bearer: world.bearers.TA, instances, workers: WORKERS, usesEach: 2, restMs: 1 });
  await sleep(beforeMs);
  await postgres.killHard();
  const killedMs = performance.now();
  await sleep(300);
  await postgres.revive();
  const revivedMs = performance.now();
  await sleep(3_000);
  const outcomes = await traffic.stop();
  await Promise.all(servers.map((server) => awaitReady(server, 5_000)));

  const acknowledged = outcomes.filter(({ status }) => status === 200);
  const replayed = await replay(acknowledged);
  const verdict = await checkHistory(world.db, traffic.tried, [...outcomes, ...replayed], {
    deadlineMs: DEADLINE_MS,
    statuses: [200, 410, 503],
    unheardAtMost: WORKERS,
  });
  const firstSuccessMs = Math.min(...acknowledged.map(({ endMs }) => endMs).filter((endMs) => endMs > killedMs + 250));
  return {
    verdict,
    twice: replayed.filter(({ status }) => status === 200).length,
    acknowledged: acknowledged.length,
    recoveryMs: Math.round(firstSuccessMs - revivedMs),
    downMs: Math.round(revivedMs - killedMs),
    outageMs: Math.round(firstSuccessMs - killedMs),
    exited: servers.some((server) => server.hasExited()),
    counts: countByStatus(outcomes),
  };
}

async function replay(acknowledged: readonly Outcome[]): Promise<Outcome[]> {
  const load = new Load(WORKERS);
  const outcomes = await load.volley(
    acknowledged.map(({ shot }) => shot),
    WORKERS,
  );
  load.close();
  return outcomes;
}
