import type { Page } from "@playwright/test";
import pg from "pg";
import { expect, freePort, test } from "../support/journey";

const password = "correct horse 42";

async function signsIn(page: Page, email: string): Promise<void> {
  await page.goto("/panel/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/(panel|operator)$/);
}

test("a sale accrues, its month is closed and paid, and the partner prints the statement", async ({
  page,
  browser,
  latchkey,
  inspect,
  look,
}) => {
  const mark = (await freePort()).toString();
  const words = (text: string) => text.split(" ");
  const email = `dev-${mark}@quay.example`;
  const { partnerId = "" } = await latchkey(
    ...words("partner create --active --time-zone Asia/Kathmandu --name"),
    `Quay ${mark}`,
    ...words(`--email ${email} --password`),
    password,
  );
  const desk = await (await browser.newContext({ baseURL: process.env.E2E_URL })).newPage();

  await test.step("without a sale the page says what earns money", async () => {
    await signsIn(page, email);
    await page.getByRole("link", { name: "Pay-offs", exact: true }).click();
    await expect(page.getByText("Nothing sold yet")).toBeVisible();
    await look(page, "payoffs-empty");
  });

  await test.step("a confirmed purchase accrues at once", async () => {
    const { slug = "" } = await latchkey(
      ...words(
        `app create --partner ${partnerId} --price 499 --currency EUR --period day --published --service-url https://quay.example/ --name`,
      ),
      `Moorings ${mark}`,
    );
    const { userId = "" } = await latchkey(...words(`user create --email otto-${mark}@quay.example`));
    await latchkey(...words(`access grant --user ${userId} --app ${slug} --until 24h --price 499 --currency EUR`));
    await page.reload();
    await expect(page.getByRole("cell", { name: "€3.49" })).toBeVisible();
    await inspect(page);
    await page.getByRole("table").getByRole("link").first().click();
    await expect(page.getByText("This month is still accruing")).toBeVisible();
    await expect(page.getByText("SHA-256, provisional")).toBeVisible();
    await expect(page.getByRole("cell", { name: "€3.493" })).toBeVisible();
    await look(page, "statement-accruing");
  });

  await test.step("the operator closes the month when it is over, and writes the payment down", async () => {
    const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await db.connect();
    // The walk cannot wait for a month: its only sale was one of last autumn.
    await db.query("UPDATE purchases SET starts_at = '2025-10-10T12:00:00Z', ends_at = '2025-10-11T12:00:00Z' WHERE partner_id = $1", [
      partnerId,
    ]);
    await db.end();
    await latchkey(...words(`operator create --email op-${mark}@quay.example --password`), password);
    await signsIn(desk, `op-${mark}@quay.example`);
    await desk.getByRole("link", { name: "Pay-offs", exact: true }).click();
    await inspect(desk);
    await desk
      .getByRole("row", { name: `Quay ${mark}` })
      .getByRole("link", { name: "October 2025" })
      .click();
    await desk.getByRole("button", { name: "Close the month…" }).click();
    await expect(desk.getByText("This cannot be undone")).toBeVisible();
    await inspect(desk);
    await desk.getByRole("button", { name: "Close the month for good" }).click();
    await expect(desk.getByText("The month is closed.")).toBeVisible();
    await look(desk, "operator-statement");
    await desk.getByLabel("Paid on").fill("2025-11-30");
    await desk.getByRole("button", { name: "Mark as paid" }).click();
    await expect(desk.getByText("The reference is missing.")).toBeVisible();
    await desk.getByLabel("Reference").fill(`T-${mark}`);
    await desk.getByRole("button", { name: "Mark as paid" }).click();
    await expect(desk.getByText("The payment is written down.")).toBeVisible();
  });

  await test.step("the operator changes the share from next month on, and takes it back", async () => {
    await desk.goto(`/operator/partners/${partnerId}`);
    await desk.getByRole("button", { name: "Change the share…" }).click();
    await desk.getByLabel("New share in percent").fill("62.5");
    await inspect(desk);
    await desk.getByRole("button", { name: "Change the share", exact: true }).click();
    await expect(desk.getByText(/^62\.5 % from .*, 00:00/)).toBeVisible();
    await inspect(desk);
    await desk.getByRole("button", { name: "Keep 70 %" }).click();
    await expect(desk.getByText("The share stays as it is.")).toBeVisible();
  });

  await test.step("the partner sees it paid, looks at its purchases, and prints it without what stands around it", async () => {
    await page.goto("/panel/payoffs");
    await expect(page.getByText(`on 30 Nov 2025, T-${mark}`)).toBeVisible();
    await look(page, "payoffs");
    await page.getByRole("link", { name: "October 2025" }).click();
    await expect(page.getByText(/Paid on 30 Nov 2025, reference/)).toBeVisible();
    await expect(page.getByText("2025-09-30T18:15:00.000Z").first()).toBeVisible();
    await look(page, "statement-paid");
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("navigation")).toHaveCount(0);
    await expect(page.getByText(`Statement for Quay ${mark}`)).toBeVisible();
    await expect(page.getByRole("link", { name: "Download the CSV" })).toBeHidden();
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("link", { name: `Purchases of Moorings ${mark}` }).click();
    await expect(page.getByRole("cell", { name: "€4.99" })).toBeVisible();
    await inspect(page);
  });
  await desk.context().close();
});
