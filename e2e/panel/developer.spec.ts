import type { Page } from "@playwright/test";
import { expect, freePort, test } from "../support/journey";

const password = "correct horse 42";

async function signInToPanel(page: Page, email: string): Promise<void> {
  await page.goto("/panel");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a developer goes from signing up to a published app, and a separate server signs the test user in", async ({
  page,
  browser,
  baseURL,
  latchkey,
  partnerServer,
  inspect,
}) => {
  const port = await freePort();
  const mark = port.toString();
  await test.step("signs the organisation up", async () => {
    await page.goto("/panel/sign-up");
    await inspect(page);
    await page.getByLabel("Organisation").fill(`Lantern ${mark}`);
    await page.getByLabel("Your e-mail").fill(`dev-${mark}@lantern.example`);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign up" }).click();
    await expect(page.getByRole("heading", { name: `Lantern ${mark}` })).toBeVisible();
    await inspect(page);
  });

  await test.step("registers a draft; each mistake is told at its field and nothing typed is lost", async () => {
    await page.getByRole("link", { name: "Register an app" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("The Reading Room");
    await page.getByLabel("Tagline").fill("Every book of ours.");
    await page.getByLabel("Description").fill("Every book, in the browser.");
    await page.getByLabel("Reading").check();
    await page.getByLabel("Service URL").fill(`https://user:secret@localhost:${port}/login`);
    await page.getByRole("button", { name: "Register the draft" }).click();
    await expect(page.getByText("Take the user name and password out of the URL")).toBeVisible();
    await expect(page.getByLabel("Description")).toHaveValue("Every book, in the browser.");
    await expect(page.getByLabel("Reading")).toBeChecked();
    await inspect(page);
    await page.getByLabel("Service URL").fill(`http://localhost:${port}/login`);
    await page.getByRole("button", { name: "Register the draft" }).click();
    await expect(page.getByRole("heading", { name: "The Reading Room", level: 1 })).toBeVisible();
    await inspect(page);
  });
  const appUrl = page.url();

  const token = await test.step("generates a bearer token, which is shown once", async () => {
    await page.goto("/panel/bearer-tokens");
    await inspect(page);
    await page.getByLabel("Name", { exact: true }).fill("Shop, test");
    await page.getByRole("button", { name: "Generate the token" }).click();
    const shown = page.getByText(/^lk_live_[0-9A-Za-z]{49}$/);
    await expect(shown).toBeVisible();
    await inspect(page);
    const text = (await shown.textContent()) ?? "";
    await page.reload();
    expect(await page.content(), "PN-36: after a reload the token is nowhere").not.toContain(text);
    await expect(page.getByText(text.slice(-4))).toBeVisible();
    return text;
  });

  const server = await partnerServer(port, token);
  await test.step("launches the draft as a test user; the partner's own server signs that one in", async () => {
    await page.goto(appUrl);
    await page.getByLabel("Name", { exact: true }).fill("Tess");
    await page.getByRole("button", { name: "Make the test user" }).click();
    await page.getByRole("button", { name: "Make a one-time URL" }).click();
    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: "Open it" }).click();
    const shop = await opened;
    await expect(shop.getByText(/Signed in as user-[0-9a-f]{32}@users\.latchkey\.invalid/)).toBeVisible();
    expect(shop.url(), "the token has left the address bar").toBe(`${server.url}/`);
    await shop.close();
  });

  await test.step("sees the login in the list of events, marked as a test", async () => {
    await page.goto("/panel/events");
    await expect(page.getByText("Test", { exact: true }).first()).toBeVisible();
    await inspect(page);
  });

  await test.step("a failed login says why, and what to do", async () => {
    const answer = await fetch(`${baseURL ?? ""}/api/authorization/${"x".repeat(43)}`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(404);
    const requestId = answer.headers.get("x-request-id") ?? "";
    await page.goto(`/panel/events?request=${requestId}`);
    await expect(page.getByText("No such login token is known", { exact: false }).first()).toBeVisible();
    await inspect(page);
  });

  await test.step("asks for partnership and publication; the operator approves both", async () => {
    await page.goto("/panel/partnership");
    await inspect(page);
    await page.getByLabel("A note for the operator").fill("Books for your users.");
    await page.getByRole("button", { name: "Ask for partnership" }).click();
    await expect(page.getByText("the operator looks at it")).toBeVisible();

    const operatorEmail = `op-${mark}@latchkey.example`;
    await latchkey("operator", "create", "--email", operatorEmail, "--password", password);
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    const office = await context.newPage();
    await signInToPanel(office, operatorEmail);
    await expect(office.getByRole("heading", { name: "What waits for you" })).toBeVisible();
    await inspect(office);
    await office.getByRole("link", { name: `Lantern ${mark}` }).click();
    await inspect(office);
    await office.getByRole("button", { name: "Approve the partnership" }).click();
    await expect(office.getByText("Active", { exact: false }).first()).toBeVisible();

    await page.goto(appUrl);
    await page.getByRole("button", { name: "Ask for publication" }).click();
    await expect(page.getByRole("heading", { name: "In review" })).toBeVisible();
    await inspect(page);

    await office.goto("/operator/apps");
    await inspect(office);
    const review = office.getByRole("region", { name: "The Reading Room" });
    await review.getByRole("button", { name: "Approve and publish" }).first().click();
    await expect(review).toHaveCount(0);
    await context.close();

    await page.reload();
    await expect(page.getByRole("heading", { name: "Published" })).toBeVisible();
  });

  await test.step("changes the time zone from the next midnight on", async () => {
    await page.goto("/panel/settings");
    await page.getByLabel("New time zone").fill("Europe/Atlantis");
    await page.getByRole("button", { name: "Change the time zone" }).click();
    await expect(page.getByText("Choose a time zone", { exact: false })).toBeVisible();
    await page.getByLabel("New time zone").fill("Asia/Kathmandu");
    await page.getByRole("button", { name: "Change the time zone" }).click();
    await expect(page.getByText("Changes to Asia/Kathmandu")).toBeVisible();
    await inspect(page);
  });

  await test.step("signs out; the old cookie opens nothing any more", async () => {
    const cookies = await page.context().cookies();
    await page.getByRole("button", { name: "Sign out" }).first().click();
    await expect(page.getByText("You are signed out")).toBeVisible();
    await page.context().addCookies(cookies);
    await page.goto("/panel");
    await expect(page, "PN-24").toHaveURL(/\/panel\/sign-in/);
  });
});
