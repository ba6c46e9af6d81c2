import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pc from "picocolors";
import { packageRoot } from "@/lib/env/package-root";
import { YOUNG_GENERATION } from "../server-flags";
import { buildProduct } from "./build-product";
import type { CleanUp } from "./clean-up";
import { startDatabase } from "./database";
import { startGenerator } from "./load/start-generator";
import { isDisturbed, type Measuring, measureSlice, type RunningVariant, type Slice, warmUp } from "./measure";
import { bundlePrograms } from "./programs";
import { type Goal, number, printReport } from "./report";
import { say } from "./say";
import { startServerProcess } from "./server-process";
import type { Variant, VariantKey, Workshop } from "./variants/variant";

/** What is measured beside each other, in turn. */
export type Comparison = {
  /** the variants that there are, in the order of measuring */
  readonly keys: readonly VariantKey[];
  /** Fills the tables that the variants of `keys` share. @returns how each is made */
  readonly prepare: (workshop: Workshop, keys: readonly VariantKey[]) => Promise<(key: VariantKey) => Promise<Variant>>;
  readonly goals: readonly Goal[];
};

/** How a comparison was asked for. */
export type ComparisonOptions = {
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

/** Measures the variants in turn, and prints the figures. @returns whether every count agreed */
export async function compare(comparison: Comparison, options: ComparisonOptions, cleanUp: CleanUp): Promise<boolean> {
  const root = packageRoot();
  await buildProduct(root, cleanUp);
  const programs = await bundlePrograms(cleanUp);
  const generator = startGenerator(programs.generator, cleanUp);
  const postgres = await startDatabase(cleanUp);
  const profiling = options.cpuProfiles === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${path.resolve(options.cpuProfiles)}`];
  const workshop: Workshop = { root, programs, postgres, nodeArgs: [YOUNG_GENERATION, ...profiling] };
  const measuring: Measuring = { generator, postgres, seconds: options.seconds, connections: options.connections, calm: options.calm };
  const running = await startVariants(comparison, options.only, workshop, measuring, cleanUp);
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
    comparison.goals,
    slices,
  );
  if (options.json !== null) writeRaw(options, slices, options.json);
  return slices.every(({ mistakes }) => mistakes.length === 0);
}

async function startVariants(
  comparison: Comparison,
  keys: readonly VariantKey[],
  workshop: Workshop,
  measuring: Measuring,
  cleanUp: CleanUp,
): Promise<RunningVariant[]> {
  say("Filling the tables …");
  const make = await comparison.prepare(workshop, keys);
  const all: RunningVariant[] = [];
  for (const key of keys) {
    const variant = await make(key);
    say(`Starting and warming (${key}) ${variant.title} …`);
    const running = { variant, server: await startServerProcess(variant.server, cleanUp), rate: 0 };
    await warmUp(running, measuring);
    all.push(running);
  }
  return all;
}

function summary(slice: Slice): string {
  const { requestsPerSecond, load, serverCpu, postgresCpu, mistakes } = slice;
  const figures = `${number(requestsPerSecond, 0).padStart(6)} req/s   p50 ${number(load.p50, 1)} ms   p99 ${number(load.p99, 1)} ms   CPU Node ${number(serverCpu, 3)}, PostgreSQL ${number(postgresCpu, 3)} ms/req`;
  const company = isDisturbed(slice) ? `   ${pc.yellow(`others had ${number((slice.others ?? 0) * 100, 0)} % of the processors`)}` : "";
  return `${figures}${company}${mistakes.length === 0 ? "" : `   ${pc.red(mistakes.join(" "))}`}`;
}

function writeRaw(options: ComparisonOptions, slices: readonly Slice[], file: string): void {
  const machine = {
    node: process.version,
    platform: `${os.platform()}-${os.arch()}`,
    cpus: os.cpus().map(({ model }) => model),
    loadAverage: os.loadavg(),
  };
  writeFileSync(file, `${JSON.stringify({ machine, options, slices }, null, 2)}\n`);
  say(`The raw figures are in ${file}.`);
}
