import path from "node:path";
import { stripVTControlCharacters } from "node:util";

/** What of vitest's JSON report is read. */
export type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
};

type PlaywrightSuite = {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly ok: boolean;
    readonly tests: readonly { readonly results: readonly { readonly error?: { readonly message?: string } }[] }[];
  }[];
};

/** What of Playwright's JSON report is read. */
export type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number };
  readonly suites: readonly PlaywrightSuite[];
};

/** A line for each test that failed, and for each file that could not even be loaded. */
export function vitestFailures(report: VitestReport): string[] {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return status === "failed" ? [line(path.basename(name), "", message)] : [];
    return failed.map((test) => line(path.basename(name), test.fullName, test.failureMessages?.[0] ?? ""));
  });
}

/** A line for each journey that failed. */
export function playwrightFailures(report: PlaywrightReport): string[] {
  const specsOf = (suite: PlaywrightSuite): PlaywrightSuite["specs"] => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
  return report.suites
    .flatMap(specsOf)
    .filter(({ ok }) => !ok)
    .map(({ title, file, tests }) => {
      const [error] = tests.flatMap(({ results }) => results.flatMap((result) => (result.error ? [result.error] : [])));
      return line(path.basename(file), title, error?.message ?? "");
    });
}

const LONGEST_MESSAGE = 300;

function line(file: string, test: string, message: string): string {
  const why = stripVTControlCharacters(message).replaceAll(/\s+/g, " ").trim().slice(0, LONGEST_MESSAGE);
  return [file, test, why].filter((part) => part !== "").join(" › ");
}
