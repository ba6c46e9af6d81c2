import { parseArgs } from "node:util";
import pc from "picocolors";
import { makeCleanUp } from "./bench/clean-up";
import { type Comparison, compare } from "./bench/compare";
import { counting } from "./bench/counting";
import { externalToken } from "./bench/external-token";
import { launchToken } from "./bench/launch-token";
import { benchPages } from "./bench/pages";
import { pairedLaunch } from "./bench/paired-launch";
import { say } from "./bench/say";
import { signedLogin } from "./bench/signed-login";
import { benchStatistics } from "./bench/statistics/statistics";
import { benchTiming } from "./bench/timing";
import type { VariantKey } from "./bench/variants/variant";

const comparisons = new Map<string | undefined, Comparison>([
  ["launch-token", launchToken],
  ["external-token", externalToken],
  ["signed-login", signedLogin],
  ["paired-launch", pairedLaunch],
  ["counting", counting],
]);

const usage = `npm run bench -- launch-token|external-token|signed-login|paired-launch|counting [--seconds 10] [--repeats 3] [--connections 32] [--only a,b,…] [--calm] [--json FILE] [--cpu-prof FOLDER]
npm run bench -- statistics [--events 10000000] [--repeats 3]
npm run bench -- pages [--repeats 3]
npm run bench -- timing
What each measures: docs/performance.md.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "10" },
    repeats: { type: "string", default: "3" },
    connections: { type: "string", default: "32" },
    events: { type: "string", default: "10000000" },
    only: { type: "string" },
    calm: { type: "boolean", default: false },
    json: { type: "string" },
    "cpu-prof": { type: "string" },
  },
});

function readCount(name: "seconds" | "repeats" | "connections" | "events", most: number): number {
  const count = Number(values[name]);
  if (!Number.isInteger(count) || count < 1 || count > most) throw new Error(`--${name} must be a whole number from 1 to ${most}.`);
  return count;
}

function readOnly(keys: readonly VariantKey[]): readonly VariantKey[] {
  if (values.only === undefined) return keys;
  const asked = values.only.split(",");
  const unknown = asked.find((key) => !keys.some((known) => known === key));
  if (unknown !== undefined) throw new Error(`--only knows no variant “${unknown}”: there are ${keys.join(", ")}.`);
  return keys.filter((key) => asked.includes(key));
}

const cleanUp = makeCleanUp();

async function run(): Promise<boolean> {
  const [what, ...more] = positionals;
  if (what === "timing" && more.length === 0) return benchTiming(cleanUp);
  if (what === "pages" && more.length === 0) {
    await benchPages(readCount("repeats", 100), cleanUp);
    return true;
  }
  if (what === "statistics" && more.length === 0)
    return benchStatistics({ events: readCount("events", 1_000_000_000), repeats: readCount("repeats", 100) }, cleanUp);
  const comparison = comparisons.get(what);
  if (comparison === undefined || more.length > 0) throw new Error(usage);
  const counts = { seconds: readCount("seconds", 600), repeats: readCount("repeats", 100), connections: readCount("connections", 1_000) };
  const { calm, json = null, "cpu-prof": cpuProfiles = null } = values;
  return compare(comparison, { ...counts, only: readOnly(comparison.keys), calm, json, cpuProfiles }, cleanUp);
}

const state = { interrupted: false };
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (state.interrupted) return;
    state.interrupted = true;
    say("Stopping …");
    void cleanUp.run().finally(() => process.exit(130));
  });
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  // What is cut off under our hands by Ctrl-C is no mistake.
  if (!state.interrupted) say(pc.red(error instanceof Error ? error.message : "The bench failed."));
  process.exitCode = 1;
}
await cleanUp.run();
process.exit(state.interrupted ? 130 : process.exitCode);
