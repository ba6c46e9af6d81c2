import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { FrameLocator, Page } from "@playwright/test";
import { chromiumLaunch } from "../support/chromium";
import { expect, freePort, test as base } from "../support/journey";

/** The example's own way to sign a user in: what is shown to partners is what is tested. */
type Example = {
  readonly signIn: (
    client: { platformUrl: string; apiKey: string; apiSecret: string },
    user: { externalId: string; clientCountry: string },
  ) => Promise<{ sessionToken: string } | { enrolmentUrl: string }>;
  readonly whoIs: (platformUrl: string, sessionToken: string) => Promise<{ externalId: string } | null>;
};
const example = pathToFileURL(path.resolve("examples/signed-login/sign-in.mjs")).href;
const { signIn, whoIs } = (await import(example)) as Example;

const launch = await chromiumLaunch();
// As browsers do by default or soon: a frame of another site has no cookies and no storage of its own site.
base.use({ launchOptions: { ...launch, args: [...launch.args, "--test-third-party-cookie-phaseout", "--block-third-party-cookies"] } });

/** A client of a partner, and a way to the documents for a user of its. */
type Embedding = {
  /** a page of an origin; registered origins first */
  readonly origin: string;
  readonly otherOrigin: string;
  readonly enrolmentUrl: (user?: string) => Promise<string>;
  readonly signedIn: (user: string) => Promise<boolean>;
};

/** What each site serves: by its query, any page of ours in a frame, and all messages that arrive kept in `seen`. */
function aSite(): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://site.example");
    const frame = url.searchParams.get("frame");
    const attributes = url.searchParams.get("attributes") ?? "";
    const shown =
      frame === null ? "" : `<iframe title="f" ${attributes} width="600" height="500" src="${frame.replaceAll("&", "&amp;")}"></iframe>`;
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<!doctype html><html lang="en"><title>site</title><h1>Site</h1>${shown}<script>window.seen=[];addEventListener("message",e=>seen.push({origin:e.origin,data:e.data}))</script></html>`,
    );
  });
}

const test = base.extend<{ embedding: Embedding }>({
  embedding: async ({ latchkey, baseURL }, give) => {
    const sites = [aSite(), aSite()];
    await Promise.all(sites.map((site) => new Promise<void>((resolve) => site.listen(0, "localhost", resolve))));
    const [origin = "", otherOrigin = ""] = sites.map((site) => `http://localhost:${(site.address() as AddressInfo).port}`);
    const mark = randomBytes(4).toString("hex");
    const owner = ["--email", `signed-${mark}@partner.example`, "--password", "a password for calls"];
    const { partnerId = "" } = await latchkey("partner", "create", "--name", `Signed ${mark}`, ...owner, "--active");
    const made = await latchkey("api-client", "create", "--partner", partnerId, "--name", "Backend", "--origin", origin);
    const client = { platformUrl: baseURL ?? "", apiKey: made.apiKey ?? "", apiSecret: made.secret ?? "" };
    const call = (externalId: string) => signIn(client, { externalId, clientCountry: "ES" });
    await give({
      origin,
      otherOrigin,
      enrolmentUrl: async (user = `user-${randomBytes(4).toString("hex")}`) => {
        const result = await call(user);
        if (!("enrolmentUrl" in result)) throw new Error("the user is signed in already");
        return result.enrolmentUrl;
      },
      signedIn: async (user) => {
        const result = await call(user);
        return "sessionToken" in result && (await whoIs(client.platformUrl, result.sessionToken))?.externalId === user;
      },
    });
    await Promise.all(sites.map((site) => new Promise((resolve) => site.close(resolve))));
  },
});
/** Where the browser is meant to complain. */
const refusing = test.extend({ noErrors: async ({}, give) => give(undefined) });

const framed = (origin: string, url: string, attributes = "") => `${origin}/?${new URLSearchParams({ frame: url, attributes }).toString()}`;
const seenBy = (page: Page) => page.evaluate(() => (window as unknown as { seen: unknown[] }).seen);

async function accept(frame: FrameLocator | Page): Promise<void> {
  await frame.locator("#end").scrollIntoViewIfNeeded();
  await frame.getByRole("checkbox").check();
  await frame.getByRole("button", { name: "Accept" }).click();
}

test("P3E-18 P3E-26 a page of a registered origin holds the documents in a frame, and hears once that they were accepted", async ({
  page,
  embedding,
  baseURL,
  context,
}) => {
  await page.goto(framed(embedding.origin, await embedding.enrolmentUrl("ada")));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { level: 1 })).toContainText("wants to sign you in");
  await expect(frame.getByRole("button", { name: "Accept" })).toBeDisabled();
  await accept(frame);
  await expect
    .poll(() => seenBy(page))
    .toEqual([{ origin: baseURL, data: { eventType: "SIGN_IN_SUCCESS", sessionToken: expect.stringMatching(/^eyJ[\w.-]+$/) as unknown } }]);
  await expect(frame.getByRole("status")).toContainText("Done");
  expect(await frame.locator("html").innerHTML()).not.toContain("SIGN_IN");
  expect(await context.cookies()).toEqual([]);
  expect(await embedding.signedIn("ada")).toBe(true);
});

test("P3E-19 on Cancel the page hears just that, and nobody is signed in", async ({ page, embedding, baseURL }) => {
  await page.goto(framed(embedding.origin, await embedding.enrolmentUrl("bob")));
  await page.frameLocator("iframe").getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => seenBy(page)).toEqual([{ origin: baseURL, data: { eventType: "SIGN_IN_CANCELLED" } }]);
  expect(await embedding.signedIn("bob")).toBe(false);
});

refusing(
  "a link that was used already says so in the frame, and the page hears that nobody came in",
  async ({ page, embedding, baseURL }) => {
    const url = await embedding.enrolmentUrl();
    await page.goto(framed(embedding.origin, url));
    await accept(page.frameLocator("iframe"));
    await expect.poll(() => seenBy(page)).toHaveLength(1);
    await page.goto(framed(embedding.origin, url));
    await expect.poll(() => seenBy(page)).toEqual([{ origin: baseURL, data: { eventType: "SIGN_IN_CANCELLED" } }]);
  },
);

refusing(
  "P3E-20 a page of any other origin can neither hold it in a frame nor hear anything, nor can one around a registered page",
  async ({ page, embedding }) => {
    const url = await embedding.enrolmentUrl();
    const inRegistered = framed(embedding.origin, url);
    const attempts = [
      framed(embedding.otherOrigin, url),
      framed(embedding.otherOrigin, inRegistered),
      framed(embedding.otherOrigin, url, 'sandbox="allow-scripts allow-same-origin"'),
      framed(embedding.origin, url, 'sandbox="allow-scripts"').replace(embedding.origin, embedding.otherOrigin),
    ];
    for (const attempt of attempts) {
      await page.goto(attempt);
      await page.waitForTimeout(500);
      const shown = await Promise.all(
        page.frames().map((frame) =>
          frame
            .locator("#accept")
            .count()
            .catch(() => 0),
        ),
      );
      expect(Math.max(...shown), attempt).toBe(0);
      expect(await seenBy(page), attempt).toEqual([]);
    }
  },
);

test("P3E-21 in a window of its own the page works, and tells its opener nothing", async ({ page, context, embedding }) => {
  const url = await embedding.enrolmentUrl("eve");
  await page.goto(embedding.otherOrigin);
  const [popup] = await Promise.all([context.waitForEvent("page"), page.evaluate((target) => void window.open(target), url)]);
  await accept(popup);
  await expect(popup.getByRole("status")).toContainText("Done");
  expect(await popup.content()).not.toMatch(/sessionToken":|session\+jwt/);
  expect(await seenBy(page)).toEqual([]);
  expect(await embedding.signedIn("eve")).toBe(true);
});

test("P3E-23 P3E-24 forged messages and clicks change nothing, and what cannot be seen cannot be accepted", async ({ page, embedding }) => {
  await page.goto(framed(embedding.origin, await embedding.enrolmentUrl("hidden"), 'style="opacity:0"'));
  const frame = page.frameLocator("iframe");
  await frame.locator("#end").scrollIntoViewIfNeeded();
  await page
    .evaluate(() => {
      const target = document.querySelector("iframe")?.contentWindow;
      for (const eventType of ["SIGN_IN_SUCCESS", "accept"]) target?.postMessage({ eventType, agreed: "yes" }, "http://127.0.0.1");
    })
    .catch(() => undefined);
  await page.waitForTimeout(1500);
  await expect(frame.locator("#agree")).toBeDisabled();
  await expect(frame.locator("#accept")).toBeDisabled();
  await page.evaluate(() => document.querySelector("iframe")?.removeAttribute("style"));
  await accept(frame);
  await expect.poll(() => seenBy(page)).toHaveLength(1);
});

test("P3E-22 the app around each of four webviews gets one text, of the same JSON", async ({ page, latchkey, baseURL }) => {
  const port = await freePort();
  const mark = randomBytes(4).toString("hex");
  const owner = ["--email", `webview-${mark}@partner.example`, "--password", "a password for calls"];
  const { partnerId = "" } = await latchkey("partner", "create", "--name", `Webview ${mark}`, ...owner, "--active");
  const made = await latchkey("api-client", "create", "--partner", partnerId, "--name", "App");
  const child = spawn(process.execPath, ["examples/signed-login/server.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "development",
      LATCHKEY_URL: baseURL,
      API_KEY: made.apiKey,
      API_SECRET: made.secret,
      PORT: String(port),
    },
    stdio: ["ignore", "inherit", "pipe"],
  });
  try {
    await new Promise<void>((resolve) => child.stderr.once("data", () => resolve()));
    await page.goto(`http://localhost:${port}/webviews`);
    for (const platform of ["ios", "android", "flutter", "ionic"]) {
      await page.getByRole("button", { name: platform }).click();
      await accept(page.frameLocator(`iframe[title=${platform}]`));
      const heard = page.locator(`dd[data-platform=${platform}]`);
      await expect(heard).toHaveText(/^text: \{"eventType":"SIGN_IN_SUCCESS","sessionToken":"eyJ[\w.-]+"\}$/);
    }
  } finally {
    child.kill();
  }
});

test("the documents can be read and accepted by everybody: at 320 pixels, in the dark, with the keyboard", async ({
  page,
  embedding,
  inspect,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(await embedding.enrolmentUrl("keys"));
  await inspect(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await inspect(page);
  await page.locator("#end").scrollIntoViewIfNeeded();
  await expect(page.getByRole("checkbox")).toBeEnabled();
  await page.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Accept" })).toBeEnabled();
  await inspect(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("Done");
  expect(await embedding.signedIn("keys")).toBe(true);
});

test("P3E-26 without JavaScript the page says that it is needed, and accepts nothing", async ({ browser, embedding }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(await embedding.enrolmentUrl());
  await expect(page.getByText("This page needs JavaScript.")).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  await context.close();
});

test("P3E-28 no request that follows tells where it comes from", async ({ page, embedding }) => {
  const referers: (string | undefined)[] = [];
  page.on("request", (request) => void request.allHeaders().then((headers) => referers.push(headers.referer)));
  await page.goto(framed(embedding.origin, await embedding.enrolmentUrl()));
  await accept(page.frameLocator("iframe"));
  await expect.poll(() => seenBy(page)).toHaveLength(1);
  expect(referers.filter((referer) => referer?.includes("jwt"))).toEqual([]);
});
