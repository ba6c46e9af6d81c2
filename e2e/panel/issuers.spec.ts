import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";

const password = "correct horse 42";

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/panel/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a developer sets an issuer up alone, changes its key, stops it and starts it, and the operator approves its domain", async ({
  page,
  browser,
  baseURL,
  latchkey,
  inspect,
  look,
}) => {
  const mark = randomBytes(4).toString("hex");
  const email = `issuer-${mark}@lantern.example`;
  const domain = `${mark}.lantern.example`;
  await latchkey("partner", "create", "--name", `Lantern ${mark}`, "--email", email, "--password", password, "--active");
  await latchkey("operator", "create", "--email", `op-${mark}@lantern.example`, "--password", password);

  await test.step("learns what an issuer is, and makes one", async () => {
    await signIn(page, email);
    await page.getByRole("link", { name: "Issuers" }).click();
    await expect(page.getByText("No issuer yet")).toBeVisible();
    await look(page, "empty");
    await page.getByRole("link", { name: "Make an issuer" }).click();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`lantern-${mark}`);
    await page.getByLabel("Where a user goes whose token is refused").fill("https://lantern.example/failed");
    await page.getByLabel("I have one already").check();
    const key = page.getByLabel("Your key", { exact: true });
    await key.fill("too short");
    await expect(page.getByText("9 bytes: too short.", { exact: false })).toBeVisible();
    await key.fill("żółta kaczka 123");
    await expect(page.getByText("19 bytes: weak.", { exact: false })).toBeVisible();
    await look(page, "new");
    await page.getByLabel("Make one for me").check();
    await page.getByLabel("E-mail domains").fill(domain);
    await page.getByRole("button", { name: "Make the issuer" }).click();
    await expect(page.getByText("it is shown this once", { exact: false })).toBeVisible();
    expect((await page.getByLabel("The shared key", { exact: true }).textContent())?.length).toBeGreaterThanOrEqual(43);
    await look(page, "made");
  });

  await test.step("sees how to set it up; the key is nowhere any more", async () => {
    await page.getByRole("link", { name: "Set it up" }).click();
    await expect(page.getByRole("heading", { name: `lantern-${mark}`, level: 1 })).toBeVisible();
    await page.getByRole("link", { name: "Python" }).click();
    await expect(page.getByRole("region", { name: "Code for Python" })).toContainText("def sign_in_link");
    await expect(page.getByLabel("What it reads from the environment", { exact: true })).toContainText(`ISSUER=lantern-${mark}`);
    await expect(page.getByText("Waits for the operator", { exact: true })).toBeVisible();
    await expect(page.getByLabel("The shared key", { exact: true })).toHaveCount(0);
    await look(page, "issuer");
  });

  await test.step("rotates the key, sees both, and ends the previous one", async () => {
    await page.getByRole("link", { name: "Rotate the key" }).click();
    await look(page, "rotate");
    await page.getByLabel("The current key stays good for").selectOption({ label: "7 days" });
    await page.getByRole("button", { name: "Make the new key" }).click();
    await expect(page.getByLabel("The new key", { exact: true })).toBeVisible();
    await inspect(page);
    await page.getByRole("link", { name: "To the issuer" }).click();
    await expect(page.getByRole("row", { name: /^Previous/ })).toBeVisible();
    await look(page, "rotated");
    await page.getByRole("button", { name: "End it now…" }).click();
    await page.getByRole("button", { name: "End the previous key" }).click();
    await expect(page.getByText("The previous key has ended", { exact: false })).toBeVisible();
    await expect(page.getByRole("row", { name: /^Previous/ })).toHaveCount(0);
  });

  await test.step("disables it, enables it, and changes its settings", async () => {
    await page.getByRole("button", { name: "Disable…" }).click();
    await page.getByRole("button", { name: "Disable the issuer" }).click();
    await expect(page.getByText("This issuer is disabled")).toBeVisible();
    await inspect(page);
    await page.getByRole("button", { name: "Enable…" }).click();
    await page.getByRole("button", { name: "Enable the issuer" }).click();
    await expect(page.getByText("The issuer signs users in again.")).toBeVisible();
    await page.getByRole("link", { name: "Edit the settings" }).click();
    await page.getByLabel("Longest life of a token").fill("90");
    await look(page, "edit");
    await page.getByRole("button", { name: "Save the settings" }).click();
    await expect(page.getByText("90 seconds", { exact: true })).toBeVisible();
    await page.goto("/panel/issuers");
    await look(page, "list");
  });

  await test.step("the operator reads what an approval means, and approves the domain", async () => {
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    const desk = await context.newPage();
    await signIn(desk, `op-${mark}@lantern.example`);
    await desk.getByRole("link", { name: `${domain}, Lantern ${mark}` }).click();
    await expect(desk.getByText("may sign in whoever has a verified address", { exact: false }).first()).toBeVisible();
    await look(desk, "operator");
    const card = desk.getByRole("region", { name: domain });
    await card.getByRole("button", { name: "Approve…" }).click();
    await desk.getByRole("button", { name: "Approve the domain" }).click();
    await expect(desk.getByText("The e-mail domain is approved", { exact: false })).toBeVisible();
    await desk.goto("/operator/partners");
    await desk.getByRole("link", { name: `Lantern ${mark}` }).click();
    await expect(desk.getByRole("button", { name: "Take the approval back…" })).toBeVisible();
    await look(desk, "partner");
    await context.close();
    await page.goto("/panel/issuers");
    await expect(page.getByText("1 approved")).toBeVisible();
  });
});
