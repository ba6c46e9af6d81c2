import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { packageRoot } from "@/lib/env/package-root";
import { playwrightFailures, type PlaywrightReport, vitestFailures, type VitestReport } from "./failures";

/** What a suite found; a check without tests of its own counts as one. */
export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** which tests failed and why, a line each: told again at the end, where whoever reads only the end finds them */
  readonly failures?: readonly string[];
};

/** One part of the test run. */
export type Suite = { readonly name: string; readonly run: () => Promise<Counts> };

type Ended = { readonly code: number; readonly printed: string };

/** Runs a program of `node_modules` (or of ours) with what it prints shown when it fails. */
function runProgram(script: string, args: readonly string[], env: Record<string, string>, live: boolean): Promise<Ended> {
  return new Promise((resolve) => {
    const root = packageRoot();
    const child = spawn(process.execPath, [path.join(root, "node_modules", script), ...args], {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1", NODE_NO_WARNINGS: "1", ...env },
      stdio: live ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    child.stdout?.on("data", (data: Buffer) => (printed += data.toString()));
    child.stderr?.on("data", (data: Buffer) => (printed += data.toString()));
    child.once("error", (error) => resolve({ code: 1, printed: error.message }));
    child.once("exit", (code) => resolve({ code: code ?? 1, printed }));
  });
}

/** A check that is right or wrong as a whole: types, lint, architecture. */
export function checkSuite(name: string, script: string, args: readonly string[]): Suite {
  return {
    name,
    run: async () => {
      const { code, printed } = await runProgram(script, args, {}, false);
      if (code === 0) return { passed: 1, failed: 0, skipped: 0 };
      process.stdout.write(`${printed}\n`);
      return { passed: 0, failed: 1, skipped: 0 };
    },
  };
}

/** Tests run by vitest: one project of vitest.config.ts, or several. */
export function vitestSuite(name: string, projects: readonly string[]): Suite {
  return {
    name,
    run: () =>
      withReport(async (file) => {
        const args = [
          "run",
          ...projects.flatMap((project) => ["--project", project]),
          "--reporter=default",
          "--reporter=json",
          `--outputFile.json=${file}`,
        ];
        const { code } = await runProgram("vitest/vitest.mjs", args, {}, true);
        const report = readReport<VitestReport>(file);
        if (!report) return { passed: 0, failed: 1, skipped: 0 };
        const failed = report.numFailedTests;
        return {
          passed: report.numPassedTests,
          // A file that cannot even be loaded fails no test of its own, and a run can fail without a failed test.
          failed: code !== 0 && failed === 0 ? 1 : failed,
          skipped: report.numPendingTests,
          failures: vitestFailures(report),
        };
      }),
  };
}

/** Journeys in a real browser. */
export function playwrightSuite(name: string): Suite {
  return {
    name,
    run: () =>
      withReport(async (file) => {
        const { code } = await runProgram(
          "@playwright/test/cli.js",
          ["test", "--reporter=list,json"],
          { PLAYWRIGHT_JSON_OUTPUT_NAME: file, LATCHKEY_TEST_RESULTS: `test-results/${process.pid}` },
          true,
        );
        const report = readReport<PlaywrightReport>(file);
        if (!report) return { passed: 0, failed: 1, skipped: 0 };
        const { expected, unexpected, flaky, skipped } = report.stats;
        return {
          passed: expected,
          failed: code !== 0 && unexpected + flaky === 0 ? 1 : unexpected + flaky,
          skipped,
          failures: playwrightFailures(report),
        };
      }),
  };
}

async function withReport(work: (file: string) => Promise<Counts>): Promise<Counts> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-report-"));
  try {
    return await work(path.join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows whose report it is
function readReport<Report>(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return null;
  }
}
