import { randomBytes } from "node:crypto";
import { expect, test } from "../support/journey";
import { followFromOurs, watchAddresses } from "../support/kept-addresses";

test("P5-10 a portal link leaves neither the address bar, the history nor a Referer with its password in it", async ({
  page,
  context,
  latchkey,
  inspect,
}) => {
  const mark = randomBytes(4).toString("hex");
  const password = `canary-${mark}`;
  const email = `portal-${mark}@people.example`;
  const owner = ["--email", `portal-${mark}@partner.example`, "--password", "a password for links"];
  const { partnerId = "" } = await latchkey("partner", "create", "--name", `Portal ${mark}`, ...owner, "--active");
  await latchkey("user", "create", "--email", email, "--password", "a password of theirs");
  const names = ["--email", email, "--username", "ada", "--user-id", "7"];
  const { key = "" } = await latchkey("portal-key", "create", "--partner", partnerId, ...names);
  const said = { key, user_id: 7, username: "ada", password, user_type: 1 };
  const sig = Buffer.from(JSON.stringify(said)).toString("base64");
  const link = `/portal?auth=1&sig=${encodeURIComponent(sig)}&key=${key}`;
  const addresses = watchAddresses(page);
  const cookies = async () => (await context.cookies()).filter(({ name }) => name.endsWith("eu_session"));
  const expectGone = async () => {
    for (const text of await addresses()) {
      for (const part of [password, sig.slice(10, 40), encodeURIComponent(sig).slice(10, 40), "auth=1"]) expect(text).not.toContain(part);
    }
  };

  await followFromOurs(page, link);
  await expect(page).toHaveURL("/sign-in?notice=portal-link-retired");
  await expect(page.getByText("This link no longer signs anybody in")).toBeVisible();
  await inspect(page);
  expect(await cookies()).toEqual([]);
  await expectGone();
  await page.getByRole("link", { name: "Sign up" }).first().click();
  await expectGone();

  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("a password of theirs");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/");
  const [session] = await cookies();
  await page.goto(link);
  await expect(page).toHaveURL("/");
  await expectGone();
  expect(await cookies()).toEqual([session]);
  await latchkey("portal-key", "revoke", "--portal-key", key);
  await page.goto(link);
  await expect(page).toHaveURL("/sign-in?notice=portal-link-retired");
  await expect(page.getByRole("link", { name: "Go on to your apps" })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await inspect(page);
  await page.goBack();
  await expectGone();
});

test("a developer sees that passwords travel in links, and switches them off after a warning, by keyboard too", async ({
  page,
  request,
  latchkey,
  inspect,
}) => {
  const mark = randomBytes(4).toString("hex");
  const [email, password] = [`portal-links-${mark}@partner.example`, "a password for links"];
  const user = `named-${mark}@people.example`;
  const owner = ["--email", email, "--password", password];
  const { partnerId = "" } = await latchkey("partner", "create", "--name", `Links ${mark}`, ...owner, "--active");
  await latchkey("user", "create", "--email", user);
  await page.goto("/panel/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/panel");
  await page.goto("/panel/portal-links");
  await expect(page.getByText("You have no portal keys, and need none")).toBeVisible();
  await inspect(page);
  const names = ["--email", user, "--username", "ada", "--user-id", "7"];
  const { key = "" } = await latchkey("portal-key", "create", "--partner", partnerId, ...names);
  await request.get(`/portal?auth=1&sig=none&key=${key}`, { maxRedirects: 0 });
  await page.reload();
  await expect(page.getByText("Passwords travel in these links: change them")).toBeVisible();
  await inspect(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await inspect(page);
  await page.getByRole("button", { name: "Switch them off…" }).press("Enter");
  await expect(page.getByText("From the next link on nobody is taken to their home")).toBeVisible();
  await inspect(page);
  await page.getByRole("button", { name: "Switch the links off" }).press("Enter");
  await expect(page.getByText("Your portal links are switched off since")).toBeVisible();
});

test("the migration guide turns a pasted link in the browser alone: no request carries any of it", async ({ page, inspect }) => {
  const password = `canary-${randomBytes(4).toString("hex")}`;
  const sig = Buffer.from(JSON.stringify({ key: "K", user_id: 7, username: "ada@shop.example", password, user_type: 1 })).toString(
    "base64",
  );
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  await page.goto("/guides/portal-links");
  await page.getByLabel("An old portal link").fill(`https://old.example/portal?auth=1&sig=${encodeURIComponent(sig)}&key=K`);
  await expect(page.getByText("A password is in this link.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Claims of the external token" })).toContainText('"uuid": "7"');
  await expect(page.getByText(password, { exact: false })).toHaveCount(0);
  await inspect(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await inspect(page);
  await page.getByLabel("An old portal link").fill("no link");
  await expect(page.getByText("This is no portal link")).toBeVisible();
  await page.getByRole("link", { name: "make an issuer" }).click();
  await page.waitForLoadState("networkidle");
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href, document.cookie]));
  for (const text of [...sent, kept]) for (const part of [password, sig.slice(10, 40)]) expect(text).not.toContain(part);
});
