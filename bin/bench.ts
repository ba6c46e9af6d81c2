import { parseArgs } from "node:util";
import pc from "picocolors";
import { makeCleanUp } from "./bench/clean-up";
import { benchLaunchToken } from "./bench/launch-token";
import { say } from "./bench/say";
import { benchTiming } from "./bench/timing";
import { type VariantKey, variantKeys } from "./bench/variants/variant";

const usage = `npm run bench -- launch-token [--seconds 10] [--repeats 3] [--connections 32] [--only a,b,…] [--calm] [--json FILE] [--cpu-prof FOLDER]
npm run bench -- timing
What each measures: docs/performance.md.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "10" },
    repeats: { type: "string", default: "3" },
    connections: { type: "string", default: "32" },
    only: { type: "string", default: variantKeys.join(",") },
    calm: { type: "boolean", default: false },
    json: { type: "string" },
    "cpu-prof": { type: "string" },
  },
});

function readCount(name: "seconds" | "repeats" | "connections", most: number): number {
  const count = Number(values[name]);
  if (!Number.isInteger(count) || count < 1 || count > most) throw new Error(`--${name} must be a whole number from 1 to ${most}.`);
  return count;
}

function readOnly(): VariantKey[] {
  const asked = values.only.split(",");
  const unknown = asked.find((key) => !variantKeys.some((known) => known === key));
  if (unknown !== undefined) throw new Error(`--only knows no variant “${unknown}”: there are ${variantKeys.join(", ")}.`);
  return variantKeys.filter((key) => asked.includes(key));
}

const cleanUp = makeCleanUp();

async function run(): Promise<boolean> {
  const [what, ...more] = positionals;
  if (what === "timing" && more.length === 0) return benchTiming(cleanUp);
  if (what !== "launch-token" || more.length > 0) throw new Error(usage);
  const counts = { seconds: readCount("seconds", 600), repeats: readCount("repeats", 100), connections: readCount("connections", 1_000) };
  return benchLaunchToken(
    { ...counts, only: readOnly(), calm: values.calm, json: values.json ?? null, cpuProfiles: values["cpu-prof"] ?? null },
    cleanUp,
  );
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
