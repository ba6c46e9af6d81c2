import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, freePort, test } from "../support/journey";

const password = "correct horse 42";

const picture = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: "#b45309" } })
    .png()
    .toBuffer();

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a developer gives an app a face: icon, tagline, Markdown; what was typed outlives a closed tab and a lost session", async ({
  page,
  latchkey,
  inspect,
}) => {
  const mark = (await freePort()).toString();
  const email = `dev-${mark}@lantern.example`;
  const { partnerId = "" } = await latchkey(
    "partner",
    "create",
    "--name",
    `Lantern ${mark}`,
    "--email",
    email,
    "--password",
    password,
    "--active",
  );
  const about = ["--name", `Reader ${mark}`, "--service-url", "http://localhost:4000/", "--published"];
  const { appId = "", slug = "" } = await latchkey("app", "create", "--partner", partnerId, ...about);
  const editPage = `/panel/apps/${appId}/edit`;
  // Leaving with something unsaved asks first; here the answer is always to leave.
  page.on("dialog", (dialog) => void dialog.accept());

  await test.step("signs in at the form, which is as it was saved last", async () => {
    await page.goto(editPage);
    await signIn(page, email);
    await expect(page.getByLabel("Tagline")).toHaveValue(`Reader ${mark}`);
    await expect(page.getByText("was not saved")).toHaveCount(0);
    await inspect(page);
  });

  await test.step("types, leaves, and is asked; it is offered again and restored", async () => {
    await page.getByLabel("Tagline").fill("Every book of ours.");
    await page
      .getByLabel("Description")
      .fill("# Books\n\n**All** of them, <b>here</b>, at [our shop](https://shop.example/).\n\n- one\n- two");
    await page.getByLabel("Reading").check();
    await page.getByLabel("Other").uncheck();
    const asked = page.waitForEvent("dialog");
    await page.goto("/panel/apps");
    expect((await asked).type()).toBe("beforeunload");
    await page.context().clearCookies();
    await page.goto(editPage);
    await signIn(page, email);
    await expect(page.getByText("What you typed here last time was not saved.")).toBeVisible();
    await inspect(page);
    await page.getByRole("button", { name: "Restore it" }).click();
    await expect(page.getByLabel("Tagline")).toHaveValue("Every book of ours.");
    await expect(page.getByLabel("Description")).toHaveValue(/our shop/);
    await expect(page.getByLabel("Reading")).toBeChecked();
    await expect(page.getByLabel("Other")).not.toBeChecked();
  });

  await test.step("saves, and sees it as the catalogue will show it; what was kept is forgotten", async () => {
    await page.getByRole("button", { name: "Save the draft" }).click();
    const preview = page.getByRole("region", { name: "As the catalogue shows it" });
    await expect(preview.getByRole("heading", { name: "Books" })).toBeVisible();
    await expect(preview.getByRole("link", { name: "our shop" })).toHaveAttribute("href", "https://shop.example/");
    await expect(preview.getByText("<b>here</b>")).toBeVisible();
    await expect(preview.getByText("Every book of ours.").first()).toBeVisible();
    await inspect(page);
    await page.goto(editPage);
    await expect(page.getByLabel("Tagline")).toHaveValue("Every book of ours.");
    await expect(page.getByText("was not saved")).toHaveCount(0);
  });

  await test.step("discards what was typed, which is then gone for good", async () => {
    await page.getByLabel("Tagline").fill("Never mind");
    await page.reload();
    await page.getByRole("button", { name: "Discard it" }).click();
    await expect(page.getByLabel("Tagline")).toHaveValue("Every book of ours.");
    await page.reload();
    await expect(page.getByText("was not saved")).toHaveCount(0);
  });

  await test.step("uploads an icon; one that is too large is refused before it is sent", async () => {
    await page.goto(`/panel/apps/${appId}`);
    await page.getByRole("link", { name: "Change the icon" }).click();
    await inspect(page);
    const field = page.getByLabel("Picture");
    await field.setInputFiles({ name: "large.png", mimeType: "image/png", buffer: Buffer.alloc(3 * 1024 * 1024) });
    await expect(page.getByText("This file has more than 2 MB")).toBeVisible();
    await expect(field).toHaveValue("");
    await inspect(page);
    await field.setInputFiles({ name: "drawing.png", mimeType: "image/png", buffer: Buffer.from("<svg></svg>") });
    await expect(page.getByText("This file has more than 2 MB")).toHaveCount(0);
    await page.getByRole("button", { name: "Save the icon" }).click();
    await expect(page.getByText("This is no picture that we can read")).toBeVisible();
    await field.setInputFiles({ name: "icon.png", mimeType: "image/png", buffer: await picture(300) });
    await page.getByRole("button", { name: "Save the icon" }).click();
    await expect(page.getByText("The icon is saved.")).toBeVisible();
    const icon = page.getByRole("region", { name: "As the catalogue shows it" }).locator("img").first();
    await expect.poll(() => icon.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
    await inspect(page);
  });

  await test.step("the operator sees what changed; once it is published, users find it by its words and its category", async () => {
    await page.goto(`/services/${slug}`);
    await expect(page.getByText("Every book of ours.")).toHaveCount(0);
    await latchkey("app", "submit", "--app", appId);
    await latchkey("operator", "create", "--email", `op-${mark}@latchkey.example`, "--password", password);
    const browser = page.context().browser();
    const context = await browser?.newContext({ baseURL: new URL(page.url()).origin });
    const office = await context?.newPage();
    if (!office) throw new Error("no second browser");
    await office.goto("/operator/apps");
    await signIn(office, `op-${mark}@latchkey.example`);
    const review = office.getByRole("region", { name: `Reader ${mark}` });
    await expect(review.getByText("Every book of ours.")).toBeVisible();
    await expect(review.getByText("now Other")).toBeVisible();
    await inspect(office);
    await review.getByRole("button", { name: "Approve and publish" }).click();
    await expect(office.getByText("The app is published.")).toBeVisible();
    await context?.close();

    await page.goto(`/services?q=${mark}`);
    await page.getByLabel("Search the apps").fill(`${mark} every book`);
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: "Reading", exact: true }).click();
    await inspect(page);
    await page.getByRole("link", { name: `Reader ${mark}` }).click();
    await expect(page.getByRole("heading", { name: "Books" })).toBeVisible();
    await inspect(page);
  });
});
