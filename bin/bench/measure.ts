import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuSeconds, machineCpuSeconds } from "./cpu-time";
import type { BenchServer } from "./database";
import type { Generator } from "./load/start-generator";
import type { LoadResult } from "./load/messages";
import { say } from "./say";
import type { ServerProcess } from "./server-process";
import type { Tally, Variant, VariantKey } from "./variants/variant";

/** A slice begins when the server has been asked for so long already. */
const WARM_SECONDS = 1.5;
/** The first time everything is cold: compilers, connections, plans. */
const FIRST_WARM_SECONDS = 4;
const FIRST_SUPPLY = 16_000;
/** The supply is so much larger than what the last rate would need. */
const RESERVE = 1.7;
/** The part of the processors that others may have without being called a disturbance. */
const DISTURBING = 0.1;
const QUIET_LOOKS = 600;
const CALM_TRIES = 20;

/** One variant, measured once. */
export type Slice = {
  readonly key: VariantKey;
  readonly repeat: number;
  readonly load: LoadResult;
  readonly requestsPerSecond: number;
  /** milliseconds of processor time for each answer; null where they cannot be told */
  readonly serverCpu: number | null;
  readonly postgresCpu: number | null;
  readonly generatorCpu: number;
  /** what other programs took of this machine's processors meanwhile, from 0 to 1 */
  readonly others: number | null;
  /** statements that belong to the requests, for each answer */
  readonly statements: number;
  /** all others: health checks, which come by the second */
  readonly otherStatements: number;
  readonly begins: number;
  /** of slice and warm-up together */
  readonly answers: number;
  readonly counted: Tally;
  /** what is wrong with the slice, in sentences; none when all counts agree */
  readonly mistakes: readonly string[];
};

/** A variant whose server runs. */
export type RunningVariant = { readonly variant: Variant; readonly server: ServerProcess; rate: number };

/** How all slices are measured. */
export type Measuring = {
  readonly generator: Generator;
  readonly postgres: BenchServer;
  readonly seconds: number;
  readonly connections: number;
  /** wait for quiet, and measure a disturbed slice anew */
  readonly calm: boolean;
};

/** Asks a server for a while, until it is warm and it is known about how fast it is. */
export async function warmUp(running: RunningVariant, { generator, connections }: Measuring): Promise<void> {
  const { variant } = running;
  const { requests, reusable } = await variant.supply(FIRST_SUPPLY);
  await generator.supply(requests, reusable);
  const result = await generator.run({ port: variant.server.port, connections, seconds: FIRST_WARM_SECONDS, expected: variant.expected });
  running.rate = result.answers / result.seconds;
  const mistakes = answerMistakes(result, variant.expected.status);
  if (mistakes.length > 0) throw new Error(`“${variant.title}” does not work: ${mistakes.join(" ")}\n${running.server.printed()}`);
}

/** Measures one slice; once more with a larger supply when it ran dry, and when others disturbed it and calm is asked for. */
export async function measureSlice(running: RunningVariant, repeat: number, measuring: Measuring): Promise<Slice> {
  for (let tries = 1; ; tries += 1) {
    if (measuring.calm) await awaitQuiet();
    const slice = await attempt(running, repeat, measuring);
    running.rate = Math.max(running.rate, slice.requestsPerSecond);
    if (slice.load.ranDry) running.rate *= 1.5;
    else if (!measuring.calm || tries === CALM_TRIES || !isDisturbed(slice)) return slice;
  }
}

/** Whether other programs had so much of the processors that the slice says little. */
export function isDisturbed({ others }: Slice): boolean {
  return others !== null && others > DISTURBING;
}

async function awaitQuiet(): Promise<void> {
  for (let looks = 0; looks < QUIET_LOOKS; looks += 1) {
    const before = machineCpuSeconds();
    await sleep(1_000);
    const share = sharePerSecond(before, machineCpuSeconds(), 1);
    if (share === null || share < DISTURBING / 2) return;
    if (looks === 0) say("Waiting for other programs to come to rest …");
  }
}

function sharePerSecond(before: number | null, after: number | null, seconds: number): number | null {
  return before === null || after === null ? null : (after - before) / seconds / os.availableParallelism();
}

async function attempt({ variant, server, rate }: RunningVariant, repeat: number, measuring: Measuring): Promise<Slice> {
  const { generator, postgres, seconds, connections } = measuring;
  const { requests, reusable } = await variant.supply(Math.ceil(rate * RESERVE * (seconds + WARM_SECONDS)) + 1_000);
  await generator.supply(requests, reusable);
  await postgres.checkpoint();
  const how = { port: variant.server.port, connections, expected: variant.expected };
  const warm = await generator.run({ ...how, seconds: WARM_SECONDS });
  await postgres.resetStatements(variant.database.name);
  const readClocks = () => [cpuSeconds(server.pid), cpuSeconds(postgres.pid), machineCpuSeconds()] as const;
  const before = readClocks();
  const load = await generator.run({ ...how, seconds });
  const after = readClocks();
  const asked = await postgres.readStatements(variant.database.name);
  const counted = await variant.tally();
  // A statement that not even one request in twenty sends belongs to something else.
  const own = asked.statements.filter(({ calls }) => calls >= load.answers / 20);
  const callsOf = (statements: typeof own) => statements.reduce((sum, { calls }) => sum + calls, 0);
  const answers = warm.answers + load.answers;
  const ours = (after[0] ?? 0) - (before[0] ?? 0) + (after[1] ?? 0) - (before[1] ?? 0) + load.cpuSeconds;
  return {
    key: variant.key,
    repeat,
    load,
    requestsPerSecond: load.answers / load.seconds,
    serverCpu: perAnswer(before[0], after[0], load.answers),
    postgresCpu: perAnswer(before[1], after[1], load.answers),
    generatorCpu: (load.cpuSeconds * 1000) / load.answers,
    others: sharePerSecond(before[2] === null ? null : before[2] + ours, after[2], load.seconds),
    statements: callsOf(own) / load.answers,
    otherStatements: callsOf([...asked.statements]) - callsOf(own),
    begins: asked.begins,
    answers,
    counted,
    mistakes: [...[warm, load].flatMap((run) => answerMistakes(run, variant.expected.status)), ...countMistakes(answers, counted)],
  };
}

function perAnswer(before: number | null, after: number | null, answers: number): number | null {
  return before === null || after === null ? null : ((after - before) * 1000) / answers;
}

function answerMistakes({ statuses, wrong, answers }: LoadResult, right: number): string[] {
  const mistakes: string[] = [];
  for (const [status, count] of Object.entries(statuses)) {
    if (Number(status) !== right) mistakes.push(`${count} of ${answers} answers were ${status}.`);
  }
  if (wrong > 0) mistakes.push(`${wrong} of ${answers} answers said something else than they should.`);
  return mistakes;
}

function countMistakes(answers: number, counted: Tally): string[] {
  return counted.filter(({ count }) => count !== answers).map(({ what, count }) => `${answers} right answers, but ${count} ${what}.`);
}
