import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";

const password = "correct horse 42";

async function signIn(page: Page, door: "/panel/sign-in" | "/sign-in", email: string): Promise<void> {
  await page.goto(door);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a pairing is proposed, confirmed by mail, launched from the builder and ended; then its launches are refused", async ({
  page,
  browser,
  baseURL,
  request,
  latchkey,
  inspect,
  look,
}) => {
  const mark = randomBytes(4).toString("hex");
  const [developer, user] = [`pairs-${mark}@lantern.example`, `uma-${mark}@mail.example`];
  await latchkey("partner", "create", "--name", `Lantern ${mark}`, "--email", developer, "--password", password, "--active");
  const { token: apiToken = "" } = await latchkey(
    ...["bearer-token", "create", "--partner", `lantern-${mark}`, "--name", "pairing", "--scope", "pair"],
  );
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const home = await context.newPage();
  const obtain = () => request.get("/api2/PSObtainToken?PSClientID=client-7", { headers: { APIToken: apiToken } });

  await test.step("the developer learns what a pairing is, and proposes one to somebody who has no account yet", async () => {
    await signIn(page, "/panel/sign-in", developer);
    await page.getByRole("link", { name: "Pairings" }).click();
    await expect(page.getByText("No pairing yet")).toBeVisible();
    await look(page, "empty");
    await page.getByRole("link", { name: "Propose a pairing" }).click();
    await page.getByLabel("Their e-mail").fill(user);
    await page.getByLabel("PSClientID").fill("client 7");
    await page.getByLabel("I have one already").check();
    await page.getByLabel("Your key", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Propose the pairing" }).click();
    await expect(page.getByText("without spaces", { exact: false }).last()).toBeVisible();
    await look(page, "new-refused");
    await page.getByLabel("PSClientID").fill("client-7");
    await page.getByLabel("Make one for me").check();
    await page.getByRole("button", { name: "Propose the pairing" }).click();
    await expect(page.getByText(`The pairing is proposed to ${user}`, { exact: false })).toBeVisible();
    await expect(page.getByLabel("The Signature Key", { exact: true })).toHaveText(/^[0-9A-Za-z]{43}/);
    await look(page, "made");
    await page.getByRole("link", { name: "Set it up" }).click();
    await expect(page.getByText("It waits for its end user")).toBeVisible();
    await page.getByRole("link", { name: "Perl" }).click();
    await expect(page.getByRole("region", { name: "Code for Perl" })).toContainText("hmac_sha256_hex");
    await look(page, "waiting");
    expect((await obtain()).status()).toBe(404);
  });

  await test.step("the end user finds the invitation, makes an account, confirms the address, and then agrees", async () => {
    await home.goto("/dev/outbox");
    const mail = (subject: string) => home.getByRole("listitem").filter({ hasText: user }).filter({ hasText: subject }).first();
    await mail("asks to sign you in here").getByRole("link").first().click();
    await home.getByLabel("E-mail").fill(user);
    await home.getByLabel("Password", { exact: true }).fill(password);
    await home.getByRole("button", { name: "Sign up" }).click();
    await home.waitForURL(({ pathname }) => pathname === "/account");
    await expect(home.getByText("Who asks to sign you in")).toHaveCount(0);
    await home.goto("/dev/outbox");
    await mail("Confirm your e-mail").getByRole("link").first().click();
    await home.getByRole("button", { name: "Confirm the e-mail" }).click();
    await expect(home.getByText("Your e-mail is confirmed")).toBeVisible();
    await home.goto("/");
    await expect(home.getByText("Somebody asks to sign you in here")).toBeVisible();
    await look(home, "home");
    await home.getByRole("link", { name: "Look at it" }).click();
    await expect(home.getByRole("heading", { name: `Lantern ${mark} asks to sign you in here` })).toBeVisible();
    await look(home, "proposal");
    await home.getByRole("button", { name: `Let Lantern ${mark} sign me in` }).click();
    await expect(home.getByText("They can sign you in from now on.", { exact: false })).toBeVisible();
    await expect(home.getByRole("row", { name: new RegExp(`Lantern ${mark}`) })).toBeVisible();
    await look(home, "confirmed");
    await home.goto("/dev/outbox");
    await expect(mail("can sign you in from now on")).toBeVisible();
  });

  let launchUrl = "";
  await test.step("the developer signs a launch URL in the builder with a token of the server's", async () => {
    await page.goto("/panel/pairings");
    await expect(page.getByRole("row", { name: /client-7.*Confirmed/ })).toBeVisible();
    await look(page, "list");
    await page.getByRole("link", { name: "client-7" }).click();
    await page.getByRole("link", { name: "Build a launch URL" }).click();
    await expect(page.getByText(`signed in here as ${user}`, { exact: false })).toBeVisible();
    const answer = await obtain();
    expect(answer.status()).toBe(200);
    const { AccessToken } = (await answer.json()) as { AccessToken: string };
    await page.getByLabel("2. The AccessToken that it answered").fill("x".repeat(43));
    await page.getByRole("button", { name: "Sign the launch URL" }).click();
    await expect(page.getByText("This is no access token of this pairing.", { exact: false })).toBeVisible();
    await page.getByLabel("2. The AccessToken that it answered").fill(AccessToken);
    await page.getByRole("button", { name: "Sign the launch URL" }).click();
    await expect(page.getByLabel("What is signed", { exact: true })).toContainText(`&pt=${AccessToken}&ts=`);
    launchUrl = (await page.getByLabel("The launch URL", { exact: true }).textContent()) ?? "";
    expect(launchUrl).toMatch(/&signature=[0-9a-f]{64}$/);
    await look(page, "built");
  });

  await test.step("the checker finds nothing wrong with it, and names the mistake in one that is signed otherwise", async () => {
    await page.goto(page.url().replace(/\/launch$/, "/check"));
    await page.getByLabel("The launch URL").fill(launchUrl);
    await page.getByRole("button", { name: "Check it" }).click();
    await expect(page.getByText("This launch URL is right")).toBeVisible();
    await look(page, "check-right");
    await page.getByLabel("The launch URL").fill(launchUrl.replace("&ts=", "&ts=1"));
    await page.getByRole("button", { name: "Check it" }).click();
    await expect(page.getByRole("region", { name: /signature is wrong/ })).toBeVisible();
    await look(page, "check-wrong");
    await expect(page.getByText("This launch URL is right")).toHaveCount(0);
  });

  await test.step("opened in a fresh browser, it signs the end user in, once", async () => {
    const other = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    const tab = await other.newPage();
    await tab.goto(launchUrl);
    await expect(tab).toHaveURL(/\/$/);
    await tab.goto("/account");
    await expect(tab.getByText(user).first()).toBeVisible();
    expect((await tab.goto(launchUrl))?.status()).toBe(410);
    await inspect(tab);

    await test.step("the end user sees the launch, and ends the pairing; the session that came by it is over", async () => {
      await home.goto("/account");
      const links = home.getByRole("table", { name: "Who can sign me in" });
      const row = links.getByRole("row", { name: new RegExp(`Lantern ${mark}`) });
      await expect(row).not.toContainText("Never");
      await row.getByRole("button", { name: "End this link…" }).click();
      await home.getByRole("button", { name: `End the link with Lantern ${mark}` }).click();
      await expect(home.getByText("The link is ended.", { exact: false })).toBeVisible();
      await tab.goto("/account");
      await expect(tab).toHaveURL(/\/sign-in/);
    });
    await other.close();
  });

  await test.step("after that no token is given, and the developer reads why", async () => {
    expect((await obtain()).status()).toBe(404);
    await page.goto("/panel/pairings");
    await page.getByRole("link", { name: "client-7" }).click();
    await expect(page.getByText("Its end user has ended this pairing")).toBeVisible();
    await expect(page.getByText("Launch URL of a pairing").first()).toBeVisible();
    await look(page, "ended");
  });
  await context.close();
});

test("a launch URL for a test user is made and opened by one click, and refused once the pairing has ended", async ({
  page,
  browser,
  baseURL,
  latchkey,
  inspect,
}) => {
  const mark = randomBytes(4).toString("hex");
  const developer = `tests-${mark}@lantern.example`;
  await latchkey("partner", "create", "--name", `Lantern ${mark}`, "--email", developer, "--password", password);
  await signIn(page, "/panel/sign-in", developer);
  await page.waitForURL(/\/panel$/);
  await page.goto("/panel/pairings/new");
  await expect(page.getByText("Pairings with end users need an active partnership")).toBeVisible();
  await page.getByLabel("A test user of yours").check();
  await page.getByLabel("PSClientID").fill("test-1");
  await page.getByLabel("I have one already").check();
  await page.getByLabel("Your key", { exact: true }).fill("a key of the partner's own & more");
  await page.getByRole("button", { name: "Propose the pairing" }).click();
  await expect(page.getByText("The pairing is there. Try it with a launch URL.")).toBeVisible();
  await page.getByRole("link", { name: "Build a launch URL" }).click();
  const make = async () => {
    await page.getByRole("button", { name: "Make a launch URL" }).click();
    return (await page.getByLabel("The launch URL", { exact: true }).textContent()) ?? "";
  };
  await make();
  await inspect(page);
  const [tab] = await Promise.all([page.waitForEvent("popup"), page.getByRole("link", { name: "Open it" }).click()]);
  await expect(tab.getByText("Welcome")).toBeVisible();
  await tab.close();
  await page.reload();
  const url = await make();
  await page.goto(page.url().replace(/\/launch$/, ""));
  await page.getByRole("button", { name: "End…" }).click();
  await page.getByRole("button", { name: "End the pairing" }).click();
  await expect(page.getByText("Your organisation has ended this pairing")).toBeVisible();
  const other = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const refused = await other.newPage();
  expect((await refused.goto(url))?.status()).toBe(401);
  await inspect(refused);
  await other.close();
});
