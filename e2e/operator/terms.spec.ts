import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "../support/journey";
import { type Cast, createCast, PASSWORD } from "../support/pages-cast";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

let cast: Cast;
test.beforeAll(async () => void (cast = await createCast(process.env.DATABASE_URL ?? "")));
test.afterAll(() => cast.close());

test("the operator publishes, somebody arrives by a link and accepts, and the operator finds the receipt", async ({
  page,
  browser,
  baseURL,
  latchkey,
  look,
}) => {
  const mark = randomBytes(4).toString("hex");
  const owner = ["--email", `terms-${mark}@partner.example`, "--password", "a password for terms"];
  const { partnerId = "" } = await latchkey("partner", "create", "--name", `Terms ${mark}`, ...owner, "--active");
  const { key = "" } = await latchkey(
    "issuer",
    "create",
    "--partner",
    partnerId,
    "--iss",
    `iss-${mark}`,
    "--redirect-url",
    `${baseURL}/services`,
  );
  const link = () => {
    const exp = Math.floor((performance.timeOrigin + performance.now()) / 1000) + 60;
    const claims = { iss: `iss-${mark}`, jti: randomUUID(), exp, aud: "farfalla", sub: "user", intended_url: "/services" };
    const input = `${part({ alg: "HS256" })}.${part({ ...claims, user: { uuid: "ada" } })}`;
    return `/auth/token?external-auth-token=${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
  };

  // Somebody of a country whose documents nobody else here meets.
  const context = await browser.newContext();
  const user = await context.newPage();
  await user.goto(`${baseURL}${link()}`);
  await cast.db.query(
    "UPDATE end_users SET country = 'TF' WHERE id IN (SELECT x.end_user_id FROM external_identities x JOIN issuers i ON i.id = x.issuer_id WHERE i.slug = $1)",
    [`iss-${mark}`],
  );

  await page.goto("/panel/sign-in");
  await page.getByLabel("E-mail").fill(cast.people.op.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  const publish = async (markdown: string, asked: RegExp) => {
    await page.goto("/operator/terms/new");
    await page.getByLabel("Document").fill(`use-${mark}`);
    await page.getByLabel("Title").fill(`Terms of use ${mark}`);
    await page.getByLabel("Country").fill("TF");
    await page.getByLabel("Text", { exact: true }).fill(markdown);
    await page.getByRole("button", { name: "Look at it" }).click();
    await expect(page.getByRole("heading", { name: "Look before you publish" })).toBeVisible();
    await expect(page.getByText(asked)).toBeVisible();
  };
  await publish("# Who may\n\nEverybody.\n\n# Data\n\nWe keep **little**.\n", /^1 user has to accept it/);
  await look(page, "preview");
  await page.getByRole("button", { name: "Publish it" }).click();
  await expect(page.getByText("It is published.")).toBeVisible();

  await user.goto(`${baseURL}${link()}`);
  await expect(user).toHaveURL(`${baseURL}/terms`);
  await look(user, "accept");
  await user.getByRole("button", { name: "Accept" }).focus();
  await user.keyboard.press("Enter");
  await expect(user).toHaveURL(`${baseURL}/services`);

  await publish("# Who may\n\nGrown-ups.\n\n# Data\n\nWe keep **little**.\n", /^1 user has to accept it/);
  await page.getByRole("button", { name: "Publish it" }).click();
  await expect(page.getByText("It is published.")).toBeVisible();
  await look(page, "document");
  await page.getByRole("link", { name: /Texts and changes: version 2/ }).click();
  await expect(page.getByText("Changes since version 1")).toBeVisible();
  await look(page, "version");

  await user.goto(`${baseURL}/account`);
  await expect(user.getByText("Changed: Who may")).toBeVisible();
  await look(user, "changed");
  await user.getByRole("button", { name: "Accept" }).click();
  await expect(user).toHaveURL(`${baseURL}/account`);
  await expect(user.getByRole("heading", { name: "What I accepted" })).toBeVisible();
  await look(user, "account");

  await page.goto("/operator/terms/acceptances");
  await page.getByLabel("Document").selectOption({ label: `Terms of use ${mark}` });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("link", { name: /Receipt as text/ })).toHaveCount(2);
  await look(page, "acceptances");
  const download = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /Receipt as text/ })
    .first()
    .click();
  expect((await download).suggestedFilename()).toMatch(/^receipt-[0-9a-f-]{36}\.txt$/);
  await context.close();
});
