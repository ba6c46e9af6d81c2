import type { Page } from "@playwright/test";
import pg from "pg";
import { v7 } from "uuid";
import { expect, freePort, test } from "../support/journey";

const password = "correct horse 42";
const db = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
test.afterAll(() => db.end());

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/panel/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}

/** The same launch for each of some partners, at the same instant, each used up a second later. */
async function launched(partnerIds: readonly string[], at: Date | null = null): Promise<void> {
  for (const partnerId of partnerIds) {
    for (const [kind, seconds] of [
      ["launch", 0],
      ["login", 1],
    ] as const)
      // prettier-ignore
      await db.query(
        `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, end_user_id, request_id)
         VALUES ($1, coalesce($2, now()) + $3 * interval '1 second', $4, $5::login_event_kind, 'launch-token', 'accepted', 'accepted', false, $6, $6)`,
        [partnerId, at, seconds, v7(), kind, v7()],
      );
  }
}

/** The rows of the table: what each is called, and how many launches it has. */
async function rowsOf(page: Page): Promise<[when: string, launches: string][]> {
  const rows = await page.getByRole("table").getByRole("row").all();
  const told = rows.slice(1).map(async (row): Promise<[string, string]> => {
    const cells = await row.getByRole("cell").allInnerTexts();
    return [(cells[0] ?? "").split("\n")[0] ?? "", (cells[1] ?? "").trim()];
  });
  return Promise.all(told);
}

const DAY_MS = 86_400_000;
const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);

test("partners in Kathmandu and New York look at the same launches, and each sees their own days; a new one appears by itself", async ({
  page,
  latchkey,
  inspect,
  look,
}) => {
  const mark = (await freePort()).toString();
  const partner = async (name: string, zone: string) => {
    const email = `${name}-${mark}@zones.example`;
    const about = ["--name", `${name} ${mark}`, "--email", email, "--password", password, "--time-zone", zone, "--active"];
    const { partnerId = "" } = await latchkey("partner", "create", ...about);
    return { email, partnerId };
  };
  const kathmandu = await partner("kathmandu", "Asia/Kathmandu");
  const newYork = await partner("newyork", "America/New_York");
  const both = [kathmandu.partnerId, newYork.partnerId];
  // Twenty days ago no clock of either is changed: 18:10 and 18:20 UTC are two days in Kathmandu, one in New York; and 03:30 UTC
  // on the next day is still the evening before in New York.
  const day = Math.floor(Date.now() / DAY_MS) * DAY_MS - 20 * DAY_MS;
  for (const minutes of [18 * 60 + 10, 18 * 60 + 20, 27 * 60 + 30]) await launched(both, new Date(day + minutes * 60_000));
  const range = `/panel/statistics?from=${date(day)}&to=${date(day + DAY_MS)}&by=day`;

  await test.step("in Kathmandu two of the three are on the next day", async () => {
    await signIn(page, kathmandu.email);
    await page.goto(range);
    await page.getByText("The same as a table").click();
    expect((await rowsOf(page)).map(([, launches]) => launches)).toEqual(["1", "2", "3"]);
    await expect(page.getByText(/Days of Asia\/Kathmandu: from .* 00:00 GMT\+5:45/)).toBeVisible();
    await look(page, "statistics-kathmandu");
  });

  await test.step("live: a launch appears within 5 s, and neither the focus nor what is open is lost", async () => {
    await page.goto("/panel/statistics?range=today");
    const table = page.getByText("The same as a table");
    await table.click();
    await expect(page.getByText("Live: new events appear by themselves.")).toBeVisible();
    await launched([kathmandu.partnerId]);
    await expect(page.getByRole("definition").first()).toContainText(/^1/, { timeout: 5_000 });
    await expect(table).toBeFocused();
    const chart = page.getByRole("application", { name: /Launches and entries/ });
    await expect(chart).toBeVisible();
    await chart.focus();
    await page.keyboard.press("ArrowRight");
    const tooltip = page.getByRole("region", { name: "Launches and entries" }).getByRole("status");
    await expect(tooltip).toContainText("Entries");
    await launched([kathmandu.partnerId]);
    await expect(page.getByRole("definition").first()).toContainText(/^2/, { timeout: 5_000 });
    await expect(tooltip).toBeVisible();
    await expect(chart).toBeFocused();
    await inspect(page);
  });

  await test.step("in New York all three are on the first day", async () => {
    await page.context().clearCookies();
    await signIn(page, newYork.email);
    await page.goto(range);
    await page.getByText("The same as a table").click();
    expect((await rowsOf(page)).map(([, launches]) => launches)).toEqual(["3", "0", "3"]);
    await look(page, "statistics-new-york");
  });

  await test.step("a period that cannot be is told, and the form leads on", async () => {
    await page.goto(`/panel/statistics?from=${date(day)}&to=${date(day - DAY_MS)}`);
    await expect(page.getByRole("alert").getByText("The first day comes after the last one")).toBeVisible();
    await inspect(page);
    await page.getByLabel("From").fill(date(day));
    await page.getByLabel("To", { exact: true }).fill(date(day));
    await page.getByRole("button", { name: "Show these days" }).click();
    await expect(page.getByRole("heading", { name: "Key figures" })).toBeVisible();
  });

  await test.step("the file is of the same days", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download as CSV" }).click();
    expect((await download).suggestedFilename()).toMatch(
      new RegExp(`^statistics-newyork-${mark}-${date(day)}-to-${date(day)}-by-hour\\.csv$`),
    );
  });
});
