import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";

const password = "correct horse 42";
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const inSeconds = (seconds: number) => Math.floor((performance.timeOrigin + performance.now()) / 1000) + seconds;

type Broken = {
  readonly by: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: object;
  /** what the server makes of the key by mistake */
  readonly misread?: (key: string) => string;
  readonly reason: string;
  /** what the panel says of it */
  readonly sentence: string;
  /** what the workbench knows beyond it */
  readonly exactly?: string;
};

const eightWays: readonly Broken[] = [
  { by: "milliseconds", claims: { exp: inSeconds(60) * 1000 }, reason: "exp_in_milliseconds", sentence: "is in milliseconds" },
  { by: "a past exp", claims: { exp: inSeconds(-3600) }, reason: "token_expired", sentence: "The token is past its “exp”" },
  { by: "a far exp", claims: { exp: inSeconds(90_000) }, reason: "exp_too_far", sentence: "lies further ahead than this issuer may look" },
  { by: "the audience", claims: { aud: "latchkey" }, reason: "aud_wrong", sentence: "The claim “aud” " },
  { by: "no jti", claims: { jti: undefined }, reason: "jti_missing", sentence: "The claim “jti” is missing" },
  { by: "no uuid", claims: { user: { id: 7 } }, reason: "uuid_missing", sentence: "The claim “user.uuid” is missing" },
  { by: "the algorithm", header: { alg: "HS512" }, reason: "alg_not_hs256", sentence: "The header's “alg” is not exactly “HS256”" },
  {
    by: "a line end behind the key",
    misread: (key) => `${key}\n`,
    reason: "signature_mismatch",
    sentence: "The signature was not made with the issuer's key",
    exactly: "signed with your key and a line end behind it",
  },
];

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/panel");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: "Issuers" }).first()).toBeVisible();
}

test("a developer sets an issuer up, breaks the token in eight ways, reads the reason each time, and then lands signed in", async ({
  page,
  browser,
  baseURL,
  latchkey,
  inspect,
  look,
}) => {
  test.slow();
  const mark = randomBytes(4).toString("hex");
  const iss = `bench-${mark}`;
  const email = `dev-${mark}@bench.example`;
  await latchkey("partner", "create", "--name", `Bench ${mark}`, "--email", email, "--password", password, "--active");
  await signIn(page, email);

  const { key, workbench } = await test.step("makes the issuer in the panel; its key is shown once", async () => {
    await page.goto("/panel/issuers/new");
    await page.getByLabel("Name", { exact: true }).fill(iss);
    await page.getByLabel("Where a user goes whose token is refused").fill(`${baseURL}/services`);
    await page.getByRole("button", { name: "Make the issuer" }).click();
    const shown = page.getByText(/^[0-9A-Za-z]{43}$/);
    await expect(shown).toBeVisible();
    const text = (await shown.textContent()) ?? "";
    await page.getByRole("link", { name: "Set it up" }).click();
    await page.getByRole("link", { name: "Test a token" }).first().click();
    await expect(page.getByRole("heading", { name: `Test a token of ${iss}` })).toBeVisible();
    await inspect(page);
    return { key: text, workbench: page.url() };
  });

  const token = ({ claims, header, misread = (own) => own }: Partial<Broken> = {}) => {
    const user = { uuid: "ada" };
    const all = { iss, jti: randomUUID(), exp: inSeconds(60), aud: "farfalla", sub: "user", user, intended_url: "/account", ...claims };
    const input = `${part({ alg: "HS256", ...header })}.${part(all)}`;
    return `${input}.${createHmac("sha256", misread(key)).update(input).digest("base64url")}`;
  };
  const link = (text: string) => `${baseURL}/auth/token?external-auth-token=${text}`;
  const examine = async (pasted: string) => {
    await page.getByLabel("Token", { exact: true }).fill(pasted);
    await page.getByRole("button", { name: "Examine it" }).first().click();
  };
  const summary = page.getByRole("status").filter({ hasText: "This token would" });

  for (const way of eightWays) {
    await test.step(`broken by ${way.by}: the workbench and the list of events say why`, async () => {
      const broken = token(way);
      await page.goto(workbench);
      await examine(broken);
      await expect(summary).toContainText(way.sentence);
      if (way.exactly !== undefined) await expect(summary).toContainText(way.exactly);
      await expect(page.getByRole("row").filter({ hasText: way.reason })).toContainText("Failed");
      await expect(page.getByLabel("Token", { exact: true }), "what was pasted stays").toHaveValue(broken);
      const arrival = await browser.newContext();
      const user = await arrival.newPage();
      await user.goto(link(broken));
      await expect(user).toHaveURL(new RegExp(`/services\\?error=${way.reason}&request_id=`));
      const requestId = new URL(user.url()).searchParams.get("request_id") ?? "";
      expect(await arrival.cookies()).toEqual([]);
      await arrival.close();
      await page.goto(`/panel/events/${requestId}`);
      await expect(page.getByText(way.sentence, { exact: false }).first()).toBeVisible();
    });
  }

  await test.step("a right one is accepted by the workbench, is not used up by it, and signs the user in", async () => {
    const right = token();
    await page.goto(workbench);
    await examine(link(right));
    await expect(summary).toContainText("This token would sign in a new user and lead to /account.");
    await look(page, "accepted");
    const arrival = await browser.newContext();
    const user = await arrival.newPage();
    await user.goto(link(right));
    await expect(user).toHaveURL(`${baseURL}/account`);
    expect((await arrival.cookies()).map(({ name }) => name)).toEqual(["eu_session"]);
    await arrival.close();
    await examine(right);
    await expect(summary).toContainText("has signed somebody in already");
    await look(page, "refused");
  });

  await test.step("a test token is made with one click, examined, and followed: the test user is signed in, and the event is a test", async () => {
    await page.goto(workbench);
    await page.getByLabel("Break it on purpose").selectOption({ label: "The claim “exp” is in milliseconds." });
    await page.getByRole("button", { name: "Make a test token" }).click();
    await page.getByRole("region", { name: "Make a test token" }).getByRole("button", { name: "Examine it" }).click();
    await expect(summary).toContainText("is in milliseconds");
    const broken = (await page.getByRole("link", { name: "Follow it" }).getAttribute("href")) ?? "";
    await page.getByLabel("Break it on purpose").selectOption({ label: "No: make it right" });
    await page.getByRole("button", { name: "Make a test token" }).click();
    await expect(page.getByRole("link", { name: "Follow it" })).not.toHaveAttribute("href", broken);
    await page.getByRole("region", { name: "Make a test token" }).getByRole("button", { name: "Examine it" }).click();
    await expect(summary).toContainText("This token would sign in your test user and lead to our home page.");
    await look(page, "made");
    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: "Follow it" }).click();
    const popup = await opened;
    await expect(popup).toHaveURL(`${baseURL}/`);
    await expect(popup.getByRole("button", { name: "Sign out" }).first()).toBeAttached();
    await popup.close();
    await page.goto("/panel/events");
    await expect(page.getByText("Test", { exact: true }).first()).toBeVisible();
    expect(page.url() + (await page.content())).not.toContain("eyJ");
  });
});
