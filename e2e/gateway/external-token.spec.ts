import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "../support/journey";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("P2-45 P2-54 a user arrives by a token, and somebody else is asked first", async ({ page, context, baseURL, latchkey, inspect }) => {
  const mark = randomBytes(4).toString("hex");
  const owner = ["--email", `token-${mark}@partner.example`, "--password", "a password for tokens"];
  const { partnerId = "" } = await latchkey("partner", "create", "--name", `Token ${mark}`, ...owner, "--active");
  const issuer = ["--partner", partnerId, "--iss", `iss-${mark}`, "--redirect-url", `${baseURL}/services`];
  const { key = "" } = await latchkey("issuer", "create", ...issuer);
  const link = (uuid: string, more: object = {}) => {
    const exp = Math.floor((performance.timeOrigin + performance.now()) / 1000) + 60;
    const claims = { iss: `iss-${mark}`, jti: randomUUID(), exp, aud: "farfalla", sub: "user", intended_url: "/account", ...more };
    const input = `${part({ alg: "HS256" })}.${part({ ...claims, user: { uuid, email: `${uuid}@partner.example` } })}`;
    return `/auth/token?external-auth-token=${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
  };
  const referers: string[] = [];
  page.on("request", (request) => void request.allHeaders().then((headers) => referers.push(headers.referer ?? "")));
  const session = async () => (await context.cookies()).find(({ name }) => name.endsWith("eu_session"))?.value;

  await page.goto(link("ada"));
  await expect(page).toHaveURL("/account");
  const first = await session();
  expect(first).toHaveLength(43);

  await page.goto(link("bob"));
  await expect(page.getByRole("heading", { name: "Continue as bob@partner.example?" })).toBeVisible();
  await inspect(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ colorScheme: "dark" });
  await inspect(page);
  expect(await session()).toBe(first);
  await page.getByRole("button", { name: "Continue as bob@partner.example" }).click();
  await expect(page).toHaveURL("/account");
  expect(await session()).not.toBe(first);

  await page.goto(link("ada", { aud: "somebody else" }));
  await expect(page).toHaveURL(/\/services\?error=aud_wrong&request_id=[0-9a-f-]{36}$/);
  expect(referers.filter((referer) => referer.includes("external-auth-token"))).toEqual([]);
});
