import type { Page } from "@playwright/test";
import { expect, freePort, test } from "../support/journey";

const password = "correct horse 42";
const another = "battery staple 43";

/** Opens the link of the latest mail to an address, as the outbox shows it in development and the demo. */
async function followMail(page: Page, email: string, subject: string): Promise<void> {
  await page.goto("/dev/outbox");
  const mail = page.getByRole("listitem").filter({ hasText: email }).filter({ hasText: subject }).first();
  await mail.getByRole("link").first().click();
}

test("an end user signs up, confirms the address by the mail, and the notice is gone", async ({ page, inspect }) => {
  const email = `nora-${await freePort()}@mail.example`;
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page).not.toHaveURL(/sign-up/);
  await page.goto("/account");
  await expect(page.getByText(`We have written to ${email}`)).toBeVisible();
  await inspect(page);

  await test.step("has the mail sent again", async () => {
    await page.getByRole("button", { name: "Send the mail again" }).click();
    await expect(page.getByText(`The mail is on its way to ${email}`)).toBeVisible();
  });

  await test.step("finds it, opens the link and presses the button", async () => {
    await page.goto("/dev/outbox");
    await inspect(page);
    await followMail(page, email, "Confirm your e-mail");
    await expect(page.getByText(`Press the button to confirm that ${email} is yours.`)).toBeVisible();
    await inspect(page);
    await page.getByRole("button", { name: "Confirm the e-mail" }).click();
    await expect(page.getByText("Your e-mail is confirmed")).toBeVisible();
    expect(page.url()).not.toContain("token");
    await inspect(page);
  });

  await test.step("is asked no more", async () => {
    await page.goto("/account");
    await expect(page.getByText(email).first()).toBeVisible();
    await expect(page.getByText("We have written to")).toHaveCount(0);
  });
});

test("a developer confirms the address, forgets the password and chooses another by the mail", async ({ page, inspect }) => {
  const email = `dev-${await freePort()}@firm.example`;
  await page.goto("/panel/sign-up");
  await page.getByLabel("Organisation").fill(`Firm ${email.slice(4, 9)}`);
  await page.getByLabel("Your e-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL(/\/panel$/);
  await expect(page.getByText(`We have written to ${email}`)).toBeVisible();
  await inspect(page);
  await followMail(page, email, "Confirm your e-mail");
  await page.getByRole("button", { name: "Confirm the e-mail" }).click();
  await page.getByRole("link", { name: "Go on" }).click();
  await expect(page).toHaveURL(/\/panel$/);
  await expect(page.getByText("We have written to")).toHaveCount(0);

  await test.step("asks for a link on the sign-in page", async () => {
    await page.context().clearCookies();
    await page.goto("/panel/sign-in");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await inspect(page);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByText("Enter your e-mail.")).toBeVisible();
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByText("If there is an account with this e-mail")).toBeVisible();
    await inspect(page);
  });

  await test.step("chooses another password, and signs in with it", async () => {
    await followMail(page, email, "Choose a new password");
    await inspect(page);
    await page.getByLabel("New password").fill(another);
    await page.getByRole("button", { name: "Change the password" }).click();
    await expect(page.getByText("Your password is changed")).toBeVisible();
    await inspect(page);
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(another);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/panel$/);
  });

  await test.step("finds the link over", async () => {
    await followMail(page, email, "Choose a new password");
    await expect(page.getByText("This link is over")).toBeVisible();
    await inspect(page);
  });
});
