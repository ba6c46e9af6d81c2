import { expect, freePort, test } from "../support/journey";

const password = "correct horse 42";

test("a user buys an app, waits for the payment, opens it once the operator has confirmed, and no more after the refund", async ({
  page,
  browser,
  latchkey,
  partnerServer,
  inspect,
}) => {
  const port = await freePort();
  const mark = port.toString();
  const words = (text: string) => text.split(" ");
  const { partnerId = "" } = await latchkey(
    ...words("partner create --active --time-zone Asia/Kathmandu --name"),
    `Lagoon ${mark}`,
    ...words(`--email dev-${mark}@lagoon.example --password`),
    password,
  );
  const { slug = "" } = await latchkey(
    ...words(`app create --partner ${partnerId} --price 250 --currency EUR --period day --published --name`),
    `Pilot ${mark}`,
    "--service-url",
    `http://localhost:${port}/login`,
  );
  const { token = "" } = await latchkey(...words(`bearer-token create --partner ${partnerId} --name Shop`));
  const email = `otto-${mark}@mail.example`;
  await latchkey(...words(`user create --email ${email} --password`), password);
  await latchkey(...words(`operator create --email op-${mark}@latchkey.example --password`), password);
  await partnerServer(port, token);
  const desk = await (await browser.newContext({ baseURL: process.env.E2E_URL })).newPage();

  await test.step("sees price and period, and buys", async () => {
    await page.goto("/purchases");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Purchases" })).toBeVisible();
    await inspect(page);
    await page.goto(`/services/${slug}`);
    await expect(page.getByText("€2.50 for a day")).toBeVisible();
    await inspect(page);
    await page.getByRole("button", { name: "Buy for €2.50" }).click();
    await expect(page.getByText("Waiting for your payment")).toBeVisible();
    await expect(page.getByRole("button", { name: "Open" })).toHaveCount(0);
    await inspect(page);
  });

  await test.step("cancels, thinks better of it, and buys again", async () => {
    await page.getByRole("button", { name: "Cancel…" }).click();
    await inspect(page);
    await page.getByRole("button", { name: "Cancel the purchase" }).click();
    await expect(page).toHaveURL(/\/purchases/);
    await expect(page.getByRole("cell", { name: "Cancelled" })).toBeVisible();
    await inspect(page);
    await page.goto(`/services/${slug}`);
    await page.getByRole("button", { name: "Buy for €2.50" }).click();
    await expect(page.getByText("Waiting for your payment")).toBeVisible();
    await page.goto("/");
    await expect(page.getByText(`Pilot ${mark} by Lagoon ${mark}: €2.50 for a day.`)).toBeVisible();
    await inspect(page);
  });

  await test.step("the operator confirms the payment", async () => {
    await desk.goto("/panel/sign-in");
    await desk.getByLabel("E-mail").fill(`op-${mark}@latchkey.example`);
    await desk.getByLabel("Password", { exact: true }).fill(password);
    await desk.getByRole("button", { name: "Sign in" }).click();
    await expect(desk).toHaveURL(/\/operator$/);
    await inspect(desk);
    await desk.goto(`/operator/purchases?user=${email}`);
    await inspect(desk);
    await desk.getByRole("button", { name: "Confirm payment…" }).click();
    await inspect(desk);
    await desk.getByRole("button", { name: "Confirm the payment" }).click();
    await expect(desk.getByText("The purchase is confirmed.")).toBeVisible();
  });

  await test.step("the user opens the app, until the partner's midnight", async () => {
    await page.goto("/");
    await inspect(page);
    await page.getByRole("button", { name: `Open Pilot ${mark}` }).click();
    await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
    await page.goto("/");
    await page.getByRole("link", { name: `Pilot ${mark}` }).click();
    await expect(page.getByText(/Yours until .*, 00:00 GMT\+5:45/)).toBeVisible();
    await inspect(page);
    await page.getByRole("button", { name: "Open" }).click();
    await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
  });

  await test.step("refunded: Open is refused, also on a page that still has the button", async () => {
    await page.goto(`/services/${slug}`);
    await desk.goto(`/operator/purchases?state=current&user=${email}`);
    await desk.getByRole("button", { name: "Refund…" }).click();
    await desk.getByRole("button", { name: "Refund and end the access" }).click();
    await expect(desk.getByText("The purchase is refunded")).toBeVisible();
    await page.getByRole("button", { name: "Open" }).click();
    await expect(page).toHaveURL(/refused=access_ended/);
    await expect(page.getByText("Your money went back")).toBeVisible();
    await inspect(page);
    await page.goto("/purchases");
    await expect(page.getByRole("cell", { name: "Refunded" })).toBeVisible();
    await inspect(page);
  });
  await desk.context().close();
});
