import { expect, freePort, test } from "../support/journey";

const password = "correct horse 42";

test("an end user signs up, gets a free app from the catalogue, opens it, and is signed in at the partner's own server", async ({
  page,
  latchkey,
  partnerServer,
  inspect,
}) => {
  const port = await freePort();
  const mark = port.toString();
  const partner = await latchkey(
    "partner",
    "create",
    "--name",
    `Harbour ${mark}`,
    "--email",
    `dev-${mark}@harbour.example`,
    "--password",
    password,
    "--active",
  );
  const partnerId = partner.partnerId ?? "";
  const app = await latchkey(
    "app",
    "create",
    "--partner",
    partnerId,
    "--name",
    `Charts ${mark}`,
    "--service-url",
    `http://localhost:${port}/login`,
    "--free",
    "--published",
  );
  const { token = "" } = await latchkey("bearer-token", "create", "--partner", partnerId, "--name", "Shop");
  const server = await partnerServer(port, token);

  await test.step("signs up in the portal", async () => {
    await page.goto("/");
    await inspect(page);
    await page.goto("/sign-up");
    await inspect(page);
    await page.getByLabel("E-mail").fill(`eva-${mark}@mail.example`);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign up" }).click();
    await expect(page).not.toHaveURL(/sign-up/);
  });

  await test.step("finds the app in the catalogue and gets it", async () => {
    await page.goto("/services");
    await inspect(page);
    await page
      .getByRole("link", { name: `Charts ${mark}` })
      .first()
      .click();
    await expect(page.getByRole("heading", { name: `Charts ${mark}` })).toBeVisible();
    await inspect(page);
    await page.getByRole("button", { name: /^Get/ }).click();
    await expect(page.getByRole("button", { name: /^Open/ })).toBeVisible();
    await inspect(page);
  });

  await test.step("opens it: a separate program signs her in, under a generated address while hers is not verified", async () => {
    await page.getByRole("button", { name: /^Open/ }).click();
    await expect(page.getByText(/Signed in as user-[0-9a-f]{32}@users\.latchkey\.invalid/)).toBeVisible();
    expect(page.url()).toBe(`${server.url}/`);
    await page.reload();
    await expect(page.getByText("Signed in as")).toBeVisible();
  });

  await test.step("going back does not sign in again by itself, opening once more does", async () => {
    await page.goto(`/services/${app.slug ?? ""}`);
    await page.getByRole("button", { name: /^Open/ }).click();
    await expect(page.getByText("Signed in as")).toBeVisible();
  });

  await test.step("sees her account, and signs out", async () => {
    await page.goto("/account");
    await expect(page.getByText(`eva-${mark}@mail.example`).first()).toBeVisible();
    await inspect(page);
    await page.getByRole("button", { name: "Sign out" }).first().click();
    await expect(page).not.toHaveURL(/\/account/);
    await page.goto("/account");
    await expect(page).toHaveURL(/sign-in/);
  });
});

test("a user whose address is verified is known by it at the partner", async ({ page, latchkey, partnerServer }) => {
  const port = await freePort();
  const mark = port.toString();
  const { partnerId = "" } = await latchkey(
    "partner",
    "create",
    "--name",
    `Tide ${mark}`,
    "--email",
    `dev-${mark}@tide.example`,
    "--password",
    password,
    "--active",
  );
  const { slug = "" } = await latchkey(
    "app",
    "create",
    "--partner",
    partnerId,
    "--name",
    `Tides ${mark}`,
    "--service-url",
    `http://localhost:${port}/login?sheet=tides#today`,
    "--price",
    "250",
    "--currency",
    "EUR",
    "--published",
  );
  const { token = "" } = await latchkey("bearer-token", "create", "--partner", partnerId, "--name", "Shop");
  const email = `vera-${mark}@mail.example`;
  await latchkey("user", "create", "--email", email, "--password", password);
  await partnerServer(port, token);

  await page.goto(`/sign-in?next=/services/${slug}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: `Tides ${mark}` })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Open/ }), "nobody opens what was not bought").toHaveCount(0);
  await latchkey("access", "grant", "--user", email, "--app", slug, "--price", "250", "--currency", "EUR");
  await page.reload();
  await page.getByRole("button", { name: /^Open/ }).click();
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
});
