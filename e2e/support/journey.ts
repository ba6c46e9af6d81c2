import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { test as base, expect, type Page, type TestInfo } from "@playwright/test";
import { sideways, violationsOf } from "./accessibility";
import { freePort } from "./free-port";
import { picture } from "./pictures";

type PartnerServer = { readonly url: string; readonly stop: () => Promise<void> };

/** What a journey has at hand. */
type Hands = {
  /** runs the command line; returns the JSON it prints */
  latchkey: (...args: string[]) => Promise<Record<string, string>>;
  /** starts the example partner as the separate program it is */
  partnerServer: (port: number, token: string) => Promise<PartnerServer>;
  /** fails when the page has an accessibility violation or scrolls sideways */
  inspect: (page: Page) => Promise<void>;
  /** inspects a page wide in the light and narrow in the dark, and takes its picture where pictures are wanted */
  look: (page: Page, name: string) => Promise<void>;
  noErrors: undefined;
};

/** A journey in the browser: an error in the console, of a script or a blocked resource, fails it. */
export const test = base.extend<Hands>({
  baseURL: async ({}, give) => give(process.env.E2E_URL ?? ""),
  latchkey: async ({}, give) => give(runLatchkey),
  partnerServer: async ({}, give) => {
    const started: PartnerServer[] = [];
    await give(async (port, token) => {
      const server = await startPartner(port, token);
      started.push(server);
      return server;
    });
    await Promise.all(started.map((server) => server.stop()));
  },
  inspect: async ({}, give) => give(inspectPage),
  look: async ({}, give, testInfo) => give((page, name) => lookAt(page, testInfo, name)),
  noErrors: [
    async ({ context }, give) => {
      const errors: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      context.on("weberror", (error) => errors.push(error.error().message));
      await give(undefined);
      expect(errors, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});
export { expect, freePort };

async function runLatchkey(...args: string[]): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "bin/latchkey.ts", ...args]);
  return JSON.parse(stdout) as Record<string, string>;
}

async function startPartner(port: number, token: string): Promise<PartnerServer> {
  const child = spawn(process.execPath, ["examples/node-partner/server.js"], {
    env: { ...process.env, LATCHKEY_URL: process.env.E2E_URL, LATCHKEY_TOKEN: token, PORT: String(port), NODE_ENV: "development" },
    stdio: ["ignore", "inherit", "pipe"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stderr.once("data", () => resolve());
    child.once("exit", () => reject(new Error("the example partner did not start")));
  });
  return {
    url: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill();
      }),
  };
}

async function inspectPage(page: Page): Promise<void> {
  const told = (await violationsOf(page)).map((violation) => violation.told);
  expect(told, `accessibility of ${page.url()}`).toEqual([]);
  expect(await sideways(page), `${page.url()} scrolls sideways`).toBe(0);
}

async function lookAt(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  for (const [width, scheme] of [
    [390, "dark"],
    [1280, "light"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await inspectPage(page);
    await picture(page, testInfo, `${name}.${width}.${scheme}`);
  }
}
