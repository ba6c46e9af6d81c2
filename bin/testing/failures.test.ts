import { expect, test } from "vitest";
import { playwrightFailures, vitestFailures } from "./failures";

test("of a run of vitest each failed test is told in one line, and a file that could not be loaded", () => {
  const passed = { fullName: "it works", status: "passed", failureMessages: [] };
  const failed = {
    fullName: "room it is exact",
    status: "failed",
    failureMessages: ["\u001b[31mError\u001b[39m: 2 is not 1\n    at x.ts:1"],
  };
  const report = {
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 0,
    testResults: [
      { name: "/somewhere/a.test.ts", status: "failed", message: "", assertionResults: [passed, failed] },
      { name: "/somewhere/b.test.ts", status: "failed", message: "Cannot find c", assertionResults: [] },
      { name: "/somewhere/d.test.ts", status: "passed", message: "", assertionResults: [passed] },
    ],
  };
  expect(vitestFailures(report)).toEqual(["a.test.ts › room it is exact › Error: 2 is not 1 at x.ts:1", "b.test.ts › Cannot find c"]);
});

test("of a run of Playwright each journey that failed is told in one line, however deep it stands", () => {
  const spec = (title: string, ok: boolean) => ({
    title,
    file: "e2e/walk.spec.ts",
    ok,
    tests: [{ results: ok ? [{}] : [{ error: { message: "no button" } }] }],
  });
  const report = {
    stats: { expected: 1, unexpected: 2, flaky: 0, skipped: 0 },
    suites: [{ specs: [spec("one", true), spec("two", false)], suites: [{ specs: [spec("three", false)] }] }],
  };
  expect(playwrightFailures(report)).toEqual(["walk.spec.ts › two › no button", "walk.spec.ts › three › no button"]);
});
