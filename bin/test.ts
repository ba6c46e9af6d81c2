import { parseArgs } from "node:util";
import pc from "picocolors";
import { build } from "./build/build";
import { checkSuite, type Counts, playwrightSuite, type Suite, vitestSuite } from "./testing/suite";

const suites: readonly Suite[] = [
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
  vitestSuite("unit", ["unit"]),
  vitestSuite("database", ["database"]),
  { name: "build", run: buildSuite },
  vitestSuite("http", ["http"]),
  playwrightSuite("browser"),
];
const faults: readonly Suite[] = [{ name: "build", run: buildSuite }, vitestSuite("faults", ["faults"])];

async function buildSuite(): Promise<Counts> {
  try {
    await build((sentence) => process.stdout.write(`${sentence}\n`));
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : "The build failed."}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Runs what was asked for, shows each part's figures, and ends with the line that sums them all. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" }, faults: { type: "boolean", default: false } } });
  const names = values.only?.split(",");
  const chosen = (values.faults ? faults : suites).filter((suite) => !names || names.includes(suite.name));
  const unknown = names?.filter((name) => !chosen.some((suite) => suite.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(", ")}. There are: ${suites.map((suite) => suite.name).join(", ")}.`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const suite of chosen) {
    process.stdout.write(pc.bold(`\n# ${suite.name}\n`));
    const start = performance.now();
    const { passed, failed, skipped } = await suite.run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    lines.push(
      `${failed === 0 ? pc.green("ok    ") : pc.red("FAILED")} ${suite.name.padEnd(13)} ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`,
    );
    process.stdout.write(`${lines.at(-1) ?? ""}\n`);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  process.stdout.write(
    `\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}\n`,
  );
  process.exit(total.failed === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : "The test run failed."}\n`);
  process.exit(1);
});
