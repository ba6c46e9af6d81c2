import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./e2e/support/chromium";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/support/browser-setup.ts",
  // Two test runs in one folder must not clean each other up.
  outputDir: process.env.LATCHKEY_TEST_RESULTS ?? "test-results",
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    launchOptions: await chromiumLaunch(),
    // Tracing doubles the time of every page: for the one that fails, run it again with LATCHKEY_TRACE=1.
    trace: process.env.LATCHKEY_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "Europe/Warsaw",
  },
});
