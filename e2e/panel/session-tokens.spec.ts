import { randomBytes } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "../support/journey";

type Example = {
  readonly signIn: (
    client: { platformUrl: string; apiKey: string; apiSecret: string },
    user: { externalId: string; clientCountry: string; email?: string },
  ) => Promise<{ sessionToken?: string; enrolmentUrl?: string }>;
};
const { signIn } = (await import(pathToFileURL(path.resolve("examples/signed-login/sign-in.mjs")).href)) as Example;
const password = "correct horse 42";

/** Accepts the documents of a page as its script does. */
async function accept(request: APIRequestContext, platformUrl: string, enrolmentUrl: string): Promise<void> {
  const html = await (await request.get(enrolmentUrl)).text();
  const [jwt = "", page = ""] = ["jwt", "page"].map((name) => new RegExp(` data-${name}="([^"]*)"`).exec(html)?.[1] ?? "");
  const answer = await request.post(`${platformUrl}/enrollmentform/v2/accept`, {
    headers: { origin: platformUrl, "sec-fetch-site": "same-origin" },
    form: { jwt, page, agreed: "yes" },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

test("a partner ends a user's sessions and then all of them; a user sees the partner in their account, ends the link and takes it back", async ({
  page,
  browser,
  request,
  latchkey,
  look,
  baseURL,
}) => {
  const platformUrl = baseURL ?? "";
  const mark = randomBytes(4).toString("hex");
  const email = `sessions-${mark}@lantern.example`;
  const { partnerId = "" } = await latchkey(
    "partner",
    "create",
    "--name",
    `Lamp ${mark}`,
    "--email",
    email,
    "--password",
    password,
    "--active",
  );
  const made = await latchkey("api-client", "create", "--partner", partnerId, "--name", "Kiosk");
  const client = { platformUrl, apiKey: made.apiKey ?? "", apiSecret: made.secret ?? "" };
  const tokenOf = async (externalId: string) => {
    const user = { externalId, clientCountry: "ES", email: `${externalId}-${mark}@people.example` };
    const first = await signIn(client, user);
    if (first.enrolmentUrl !== undefined) await accept(request, platformUrl, first.enrolmentUrl);
    return (await signIn(client, user)).sessionToken ?? "";
  };
  const portalOf = async (token: string) => {
    const answer = await request.post(`${platformUrl}/api/v1/session/portal`, { headers: { authorization: `Bearer ${token}` } });
    const their = await (await browser.newContext({ baseURL: platformUrl })).newPage();
    await their.goto(((await answer.json()) as { url: string }).url);
    return their;
  };

  const [ada, bob] = [await portalOf(await tokenOf("ada")), await portalOf(await tokenOf("bob"))];
  await test.step("a user sees through whom they came in, ends the link and takes it back", async () => {
    await ada.goto("/account");
    await expect(ada.getByRole("row", { name: new RegExp(`Lamp ${mark}.*by Kiosk`) })).toBeVisible();
    await expect(ada.getByText(`Through Lamp ${mark}`)).toBeVisible();
    await look(ada, "links");
    await ada.getByRole("button", { name: "End this link…" }).click();
    await expect(ada.getByText("This is your last way in")).toBeVisible();
    await ada.getByRole("button", { name: "End it all the same" }).click();
    await expect(ada.getByText("They cannot sign you in any more.", { exact: false })).toBeVisible();
    await expect(signIn(client, { externalId: "ada", clientCountry: "ES" })).rejects.toThrow("401");
    await look(ada, "ended");
    await ada.getByRole("button", { name: `Let them sign me in again: Lamp ${mark}` }).click();
    await expect(ada.getByText("They can sign you in again.")).toBeVisible();
    await tokenOf("ada");
  });

  await test.step("the partner ends one user's sessions, after a slip, then everybody's", async () => {
    await page.goto("/panel/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "API clients" }).click();
    await page.getByRole("link", { name: "Kiosk" }).click();
    await expect(page.getByRole("region", { name: "Session tokens" })).toBeVisible();
    await look(page, "sessions");
    await page.getByRole("button", { name: "End one user’s sessions…" }).click();
    await page.getByLabel("externalId", { exact: true }).fill("Bob");
    await page.getByRole("button", { name: "End this user’s sessions" }).click();
    await expect(page.getByText("knows no user by this “externalId”", { exact: false })).toBeVisible();
    await look(page, "user-ended");
    await page.getByLabel("externalId", { exact: true }).fill("bob");
    await page.getByRole("button", { name: "End this user’s sessions" }).click();
    await expect(page.getByText("The sessions of this user have ended", { exact: false })).toBeVisible();
    await bob.goto("/account");
    await expect(bob).toHaveURL(/\/sign-in/);
    await page.getByRole("button", { name: "End all sessions…" }).click();
    await look(page, "all-ended");
    await page.getByRole("button", { name: "End all sessions", exact: true }).click();
    await expect(page.getByText("All sessions have ended", { exact: false })).toBeVisible();
    await expect(page.getByText("None is live.", { exact: false })).toBeVisible();
    await expect(page.getByRole("button", { name: "End all sessions…" })).toHaveCount(0);
    await ada.reload();
    await expect(ada, "a session with a link that was taken back ends with the rest").toHaveURL(/\/sign-in/);
  });
});
