import { parseArgs } from "node:util";
import pc from "picocolors";
import { build } from "./build/build";
import { checkSuite, type Counts, playwrightSuite, type Suite, vitestSuite } from "./testing/suite";

/** Each uses one processor and says nothing unless it fails, so they run beside what waits for a database or a build. */
const checks: readonly Suite[] = [
  checkSuite("types", "typescript/bin/tsc", ["--noEmit"]),
  checkSuite("format", "prettier/bin/prettier.cjs", ["--check", "--log-level", "warn", "."]),
  checkSuite("lint", "eslint/bin/eslint.js", ["--max-warnings=0", "."]),
  checkSuite("architecture", "dependency-cruiser/bin/dependency-cruise.mjs", [
    "--config",
    ".dependency-cruiser.cjs",
    "app",
    "bin",
    "components",
    "examples",
    "lib",
    "proxy.ts",
    "instrumentation.ts",
  ]),
  checkSuite("unused", "knip/bin/knip.js", []),
];
const beside: readonly Suite[] = [vitestSuite("unit", ["unit"]), vitestSuite("database", ["database"]), { name: "build", run: buildSuite }];
/** They look at times and at crowds: nothing else may run meanwhile. */
const alone: readonly Suite[] = [vitestSuite("http", ["http"]), playwrightSuite("browser")];
const suites = [...checks, ...beside, ...alone];
const faults: readonly Suite[] = [{ name: "build", run: buildSuite }, vitestSuite("faults", ["faults"])];

type Outcome = Counts & { readonly line: string };

async function buildSuite(): Promise<Counts> {
  try {
    await build((sentence) => process.stdout.write(`${sentence}\n`));
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : "The build failed."}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Runs suites one after the other, with a line for each as soon as it is over. */
async function inTurn(chosen: readonly Suite[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const suite of chosen) {
    process.stdout.write(pc.bold(`\n# ${suite.name}\n`));
    const start = performance.now();
    const counts = await suite.run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const { passed, failed, skipped } = counts;
    const line = `${failed === 0 ? pc.green("ok    ") : pc.red("FAILED")} ${suite.name.padEnd(13)} ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`;
    process.stdout.write(`${line}\n`);
    outcomes.push({ ...counts, line });
  }
  return outcomes;
}

/** Runs what was asked for, shows each part's figures, and ends with the line that sums them all. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" }, faults: { type: "boolean", default: false } } });
  const all = values.faults ? faults : suites;
  const names = values.only?.split(",") ?? all.map(({ name }) => name);
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(", ")}. There are: ${all.map((suite) => suite.name).join(", ")}.`);
  const asked = (part: readonly Suite[]) => part.filter(({ name }) => names.includes(name));
  const outcomes = values.faults
    ? await inTurn(asked(faults))
    : [...(await Promise.all([inTurn(asked(checks)), inTurn(asked(beside))])).flat(), ...(await inTurn(asked(alone)))];
  const failures = outcomes.flatMap((outcome) => outcome.failures ?? []);
  if (failures.length > 0) process.stdout.write(`\n${failures.map((failure) => `${pc.red("×")} ${failure}`).join("\n")}\n`);
  const sum = (part: "passed" | "failed" | "skipped") => outcomes.reduce((total, outcome) => total + outcome[part], 0);
  const skipped = sum("skipped");
  process.stdout.write(
    `\n${outcomes.map(({ line }) => line).join("\n")}\n\n${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
  );
  process.exit(sum("failed") === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : "The test run failed."}\n`);
  process.exit(1);
});
