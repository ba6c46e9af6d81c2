import { createHmac, randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";

const password = "correct horse 42";

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/panel/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a developer makes an API client, finds the mistake in a signature, changes the secret, and stops the client", async ({
  page,
  latchkey,
  look,
}) => {
  const mark = randomBytes(4).toString("hex");
  const email = `client-${mark}@lantern.example`;
  await latchkey("partner", "create", "--name", `Lantern ${mark}`, "--email", email, "--password", password, "--active");

  const { apiKey, secret } = await test.step("learns what an API client is, and makes one; its secret is shown this once", async () => {
    await signIn(page, email);
    await page.getByRole("link", { name: "API clients" }).click();
    await expect(page.getByText("No API client yet")).toBeVisible();
    await look(page, "empty");
    await page.getByRole("link", { name: "Make an API client" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Kiosk");
    await page.getByLabel("Parent origins").fill("https://kiosk.lantern.example/path");
    await page.getByRole("button", { name: "Make the API client" }).click();
    await expect(page.getByText("An origin is written as browsers do", { exact: false })).toBeVisible();
    await look(page, "new");
    await page.getByLabel("Parent origins").fill("https://kiosk.lantern.example");
    await page.getByRole("button", { name: "Make the API client" }).click();
    await expect(page.getByText("it is shown this once", { exact: false })).toBeVisible();
    await look(page, "made");
    const shown = async (label: string) => (await page.getByLabel(label, { exact: true }).textContent()) ?? "";
    return { apiKey: await shown("The API key"), secret: await shown("The secret") };
  });

  await test.step("sees how to set it up; the secret is nowhere any more", async () => {
    await page.getByRole("link", { name: "Set it up" }).click();
    await expect(page.getByRole("heading", { name: "Kiosk", level: 1 })).toBeVisible();
    expect(await page.content()).not.toContain(secret);
    await page.getByRole("link", { name: "Python" }).click();
    await expect(page.getByRole("region", { name: "Code for Python" })).toContainText("def sign_in");
    await expect(page.getByRole("region", { name: "The page in a frame" })).toContainText("SIGN_IN_SUCCESS");
    await look(page, "client");
  });

  await test.step("pastes a call that was refused, reads the mistake, and that the mended one is right", async () => {
    await page.getByRole("link", { name: "Check a signature" }).click();
    await look(page, "check");
    const stamp = new Date().toISOString().replace(/\.\d+Z$/, "+0000");
    const call = (signature: string) =>
      `dcoupon-authorization-apikey: ${apiKey}\ndcoupon-authorization-method: SIGNATURE\n` +
      `dcoupon-authorization-timestamp: ${stamp}\ndcoupon-authorization-signature: ${signature}`;
    const sign = (text: string) => createHmac("sha256", secret).update(text).digest("hex");
    const headers = page.getByLabel("The headers of a call");
    await headers.fill(call(sign(`${stamp}:${apiKey}`)));
    await page.getByRole("button", { name: "Check it" }).click();
    await expect(page.getByText("The signed text is “timestamp:API key”")).toBeVisible();
    await expect(page.getByRole("region", { name: "The signature is wrong" })).toBeFocused();
    await expect(headers, "what was pasted stays").toHaveValue(call(sign(`${stamp}:${apiKey}`)));
    await look(page, "mistake");
    await headers.fill(call(sign(`${apiKey}:${stamp}`)));
    await page.getByRole("button", { name: "Check it" }).click();
    await expect(page.getByText("It was made with the current secret.")).toBeVisible();
    await look(page, "right");
  });

  await test.step("rotates the secret, sees both, and ends the previous one", async () => {
    await page.getByRole("navigation", { name: "Where you are" }).getByRole("link", { name: "Kiosk" }).click();
    await page.getByRole("link", { name: "Rotate the secret" }).click();
    await look(page, "rotate");
    await page.getByRole("button", { name: "Make the new secret" }).click();
    await expect(page.getByLabel("The new secret", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: "To the API client" }).click();
    await expect(page.getByRole("row", { name: /^Previous/ })).toBeVisible();
    await look(page, "rotated");
    await page.getByRole("button", { name: "End it now…" }).click();
    await page.getByRole("button", { name: "End the previous secret" }).click();
    await expect(page.getByText("The previous secret has ended", { exact: false })).toBeVisible();
    await expect(page.getByRole("row", { name: /^Previous/ })).toHaveCount(0);
  });

  await test.step("changes its settings, disables it and enables it", async () => {
    await page.getByRole("link", { name: "Edit the settings" }).click();
    await page.getByLabel("A session lasts").fill("7");
    await page.getByLabel("Unit").selectOption({ label: "days" });
    await look(page, "edit");
    await page.getByRole("button", { name: "Save the settings" }).click();
    await expect(page.getByText("7 days", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Disable…" }).click();
    await page.getByRole("button", { name: "Disable the API client" }).click();
    await expect(page.getByText("This API client is disabled")).toBeVisible();
    await look(page, "disabled");
    await page.getByRole("button", { name: "Enable…" }).click();
    await page.getByRole("button", { name: "Enable the API client" }).click();
    await expect(page.getByText("The API client signs users in again.")).toBeVisible();
    await page.goto("/panel/api-clients");
    await look(page, "list");
  });
});
