import type { Locator, Page } from "@playwright/test";
import { expect, freePort, test } from "../support/journey";

const password = "correct horse 42";

/** Goes on from where the focus is until it is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not lead to ${target.toString()}.`);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

async function press(page: Page, role: "button" | "link", name: string): Promise<void> {
  await tabTo(page, page.getByRole(role, { name, exact: true }).first());
  await page.keyboard.press("Enter");
}

test("by keyboard alone a developer goes from nothing to the first redemption, which turns green by itself", async ({
  page,
  latchkey,
  inspect,
}) => {
  const mark = (await freePort()).toString();
  const email = `quick-${mark}@lantern.example`;
  await latchkey("partner", "create", "--name", `Quick ${mark}`, "--email", email, "--password", password);

  await test.step("signs in, and sees what comes first", async () => {
    await page.goto("/panel");
    await type(page, "E-mail", email);
    await type(page, "Password", password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Set up" })).toBeVisible();
    await inspect(page);
  });

  await test.step("registers a draft", async () => {
    await press(page, "link", "Register an app");
    await type(page, "Name", "The Reading Room");
    await type(page, "Tagline", "Every book of ours.");
    await type(page, "Description", "Every book, in the browser.");
    await page.getByLabel("Reading").focus();
    await page.keyboard.press("Space");
    await type(page, "Service URL", "http://localhost:3001/enter/here");
    await press(page, "button", "Register the draft");
    await expect(page.getByRole("heading", { name: "The Reading Room", level: 1 })).toBeVisible();
  });

  const command = await test.step("makes a test token and a bearer token with one press", async () => {
    await page.goto("/panel");
    await press(page, "link", "Quick start");
    await expect(page.getByText("Waiting for your first redemption…")).toBeVisible();
    await expect(page.getByText("follows what arrives")).toBeVisible();
    await inspect(page);
    await press(page, "button", "Make a test token");
    const shown = page.getByLabel("Command that redeems the test token", { exact: true });
    await expect(shown).toBeVisible();
    await expect(page.getByText(/works once, and for \d:\d\d more/)).toBeVisible();
    await inspect(page);
    return (await shown.textContent()) ?? "";
  });

  await test.step("runs the command, and the page turns green by itself", async () => {
    const [, bearer = "", url = ""] = /Bearer (lk_live_\w+)" "(\S+)"/.exec(command) ?? [];
    expect((await fetch(url, { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(200);
    await expect(page.getByText("It works: your server redeemed a login token.")).toBeVisible({ timeout: 5_000 });
    await inspect(page);
    expect((await fetch(url, { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(410);
    await expect(page.getByText("The login token was already redeemed", { exact: false })).toBeVisible({ timeout: 5_000 });
    await inspect(page);
  });

  await test.step("sees what was checked, which rule failed, and both halves of the login", async () => {
    await press(page, "link", "What was checked");
    await expect(page.getByText("Refused: The login token was already redeemed", { exact: false })).toBeVisible();
    await expect(page.getByText("The login token has not expired")).toBeVisible();
    await expect(page.getByRole("link", { name: "Test launch" })).toBeVisible();
    await inspect(page);
    await page.goBack();
  });

  await test.step("copies the code of a framework; the choice stands in the address", async () => {
    await press(page, "link", "Django");
    await expect(page).toHaveURL(/\?framework=django/);
    const code = page.getByRole("region", { name: "Code for Django" });
    await expect(code).toContainText('path("enter/here", enter)');
    await tabTo(page, code);
    await inspect(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await inspect(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step("finds the steps ticked at home, and the refusal among what needs attention", async () => {
    await page.goto("/panel");
    await expect(page.getByText("6 of 8 steps done.")).toBeVisible();
    await expect(page.getByText("1 login refused in the last 24 hours", { exact: false })).toBeVisible();
    await inspect(page);
  });

  await test.step("looks at a time zone before choosing it, and takes the choice back", async () => {
    await page.goto("/panel/settings");
    const field = page.getByLabel("New time zone");
    await tabTo(page, field);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("Europe/Warsaw");
    await expect(page.getByText("In Europe/Warsaw")).toBeVisible();
    await expect(page.getByText(/forward by 60 minutes, a day of 23 hours/)).toBeVisible();
    await inspect(page);
    await press(page, "button", "Change the time zone");
    await expect(page.getByText("Changes to Europe/Warsaw")).toBeVisible();
    await press(page, "button", "Keep UTC");
    await expect(page.getByText("The time zone stays as it is.")).toBeVisible();
    await expect(page.getByText("Changes to Europe/Warsaw")).toHaveCount(0);
    await inspect(page);
  });
});

test("without JavaScript the quick start shows the code, makes a test token, and a reload shows what has arrived", async ({
  browser,
  latchkey,
  baseURL,
}) => {
  const mark = (await freePort()).toString();
  const email = `plain-${mark}@lantern.example`;
  const { partnerId } = await latchkey("partner", "create", "--name", `Plain ${mark}`, "--email", email, "--password", password);
  const app = await latchkey(
    "app",
    "create",
    "--partner",
    partnerId ?? "",
    "--name",
    "Plain",
    "--description",
    "Plain.",
    "--service-url",
    "http://localhost:3001/x",
  );
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL === undefined ? {} : { baseURL }) });
  const page = await context.newPage();
  await page.goto(`/panel/apps/${app.appId ?? ""}/quick-start`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Rails" }).click();
  await expect(page.getByText("class LatchkeyController")).toBeVisible();
  await page.getByRole("button", { name: "Make a test token" }).click();
  const command = (await page.getByLabel("Command that redeems the test token", { exact: true }).textContent()) ?? "";
  const [, bearer = "", url = ""] = /Bearer (lk_live_\w+)" "(\S+)"/.exec(command) ?? [];
  expect((await fetch(url, { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(200);
  await page.getByRole("link", { name: "Reload to see what has arrived" }).click();
  await expect(page.getByText("It works: your server redeemed a login token.")).toBeVisible();
  await context.close();
});
