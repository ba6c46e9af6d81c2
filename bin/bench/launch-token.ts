import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pc from "picocolors";
import { packageRoot } from "@/lib/env/package-root";
import { YOUNG_GENERATION } from "../server-flags";
import type { CleanUp } from "./clean-up";
import { startDatabase } from "./database";
import { startGenerator } from "./load/start-generator";
import { isDisturbed, type Measuring, measureSlice, type RunningVariant, type Slice, warmUp } from "./measure";
import { bundlePrograms } from "./programs";
import { number, printReport } from "./report";
import { say } from "./say";
import { runToEnd, startServerProcess } from "./server-process";
import { betterAuthVariant } from "./variants/better-auth";
import { type LatchkeyDatabase, latchkeyDatabase, latchkeyVariant } from "./variants/latchkey";
import { oidcProviderVariant } from "./variants/oidc-provider";
import type { Variant, VariantKey, Workshop } from "./variants/variant";

/** How `npm run bench -- launch-token` was asked for. */
export type LaunchTokenOptions = {
  readonly seconds: number;
  readonly repeats: number;
  readonly connections: number;
  readonly only: readonly VariantKey[];
  /** wait for quiet, and measure disturbed slices anew */
  readonly calm: boolean;
  /** a file for the raw figures */
  readonly json: string | null;
  /** a folder for processor profiles, one for each server */
  readonly cpuProfiles: string | null;
};

/** Measures the redemption of login tokens beside its peers, in turn. @returns whether every count agreed */
export async function benchLaunchToken(options: LaunchTokenOptions, cleanUp: CleanUp): Promise<boolean> {
  const root = packageRoot();
  await buildProduct(root, cleanUp);
  const programs = await bundlePrograms(cleanUp);
  const generator = startGenerator(programs.generator, cleanUp);
  const postgres = await startDatabase(cleanUp);
  const profiling = options.cpuProfiles === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${path.resolve(options.cpuProfiles)}`];
  const workshop: Workshop = { root, programs, postgres, nodeArgs: [YOUNG_GENERATION, ...profiling] };
  const measuring: Measuring = { generator, postgres, seconds: options.seconds, connections: options.connections, calm: options.calm };
  const running = await startVariants(options.only, workshop, measuring, cleanUp);
  const slices: Slice[] = [];
  for (let repeat = 1; repeat <= options.repeats; repeat += 1) {
    for (const one of running) {
      const slice = await measureSlice(one, repeat, measuring);
      slices.push(slice);
      say(`${repeat}/${options.repeats} (${slice.key}) ${one.variant.title.padEnd(26)} ${summary(slice)}`);
    }
  }
  printReport(
    running.map(({ variant }) => variant),
    slices,
  );
  if (options.json !== null) writeRaw(options, slices, options.json);
  return slices.every(({ mistakes }) => mistakes.length === 0);
}

/** Builds what `npm start` runs, unless it is built. */
export async function buildProduct(root: string, cleanUp: CleanUp): Promise<void> {
  say("Building, unless it is built already …");
  await runToEnd(["--import", "tsx", "bin/build.ts"], root, cleanUp);
}

async function startVariants(
  keys: readonly VariantKey[],
  workshop: Workshop,
  measuring: Measuring,
  cleanUp: CleanUp,
): Promise<RunningVariant[]> {
  say("Filling the tables …");
  const ours = keys.some((key) => "abcd".includes(key)) ? await latchkeyDatabase(workshop) : null;
  const all: RunningVariant[] = [];
  for (const key of keys) {
    const variant = await makeVariant(key, workshop, ours);
    say(`Starting and warming (${key}) ${variant.title} …`);
    const running = { variant, server: await startServerProcess(variant.server, cleanUp), rate: 0 };
    await warmUp(running, measuring);
    all.push(running);
  }
  return all;
}

function makeVariant(key: VariantKey, workshop: Workshop, ours: LatchkeyDatabase | null): Promise<Variant> {
  if (key === "e") return betterAuthVariant(workshop);
  if (key === "f") return oidcProviderVariant(workshop);
  if (ours === null) throw new Error("there is no database for our own variants");
  return latchkeyVariant(key, workshop, ours);
}

function summary(slice: Slice): string {
  const { requestsPerSecond, load, serverCpu, postgresCpu, mistakes } = slice;
  const figures = `${number(requestsPerSecond, 0).padStart(6)} req/s   p50 ${number(load.p50, 1)} ms   p99 ${number(load.p99, 1)} ms   CPU Node ${number(serverCpu, 3)}, PostgreSQL ${number(postgresCpu, 3)} ms/req`;
  const company = isDisturbed(slice) ? `   ${pc.yellow(`others had ${number((slice.others ?? 0) * 100, 0)} % of the processors`)}` : "";
  return `${figures}${company}${mistakes.length === 0 ? "" : `   ${pc.red(mistakes.join(" "))}`}`;
}

function writeRaw(options: LaunchTokenOptions, slices: readonly Slice[], file: string): void {
  const machine = {
    node: process.version,
    platform: `${os.platform()}-${os.arch()}`,
    cpus: os.cpus().map(({ model }) => model),
    loadAverage: os.loadavg(),
  };
  writeFileSync(file, `${JSON.stringify({ machine, options, slices }, null, 2)}\n`);
  say(`The raw figures are in ${file}.`);
}
