import { createHmac, randomBytes } from "node:crypto";
import { expect, test } from "../support/journey";
import { followFromOurs, watchAddresses } from "../support/kept-addresses";

test("P4-22 a launch leaves neither the address bar, the history nor a Referer with its token or its signature in it", async ({
  page,
  context,
  request,
  latchkey,
}) => {
  const mark = randomBytes(4).toString("hex");
  const [email, key] = [`paired-${mark}@people.example`, `Signature Key ${mark}`];
  const owner = ["--email", `paired-${mark}@partner.example`, "--password", "a password for launches"];
  const { partnerId = "" } = await latchkey("partner", "create", "--name", `Paired ${mark}`, ...owner, "--active");
  const { token = "" } = await latchkey("bearer-token", "create", "--partner", partnerId, "--name", "server", "--scope", "pair");
  await latchkey("user", "create", "--email", email);
  const names = ["--partner", partnerId, "--ps-client-id", "c-1", "--email", email, "--vhost", `v-${mark}`];
  await latchkey("pairing", "create", ...names, "--signature-key", key, "--confirmed");
  const obtained = await request.get("/api2/PSObtainToken?PSClientID=c-1", { headers: { APIToken: token } });
  const { ClientVHOST, AccessToken } = (await obtained.json()) as { ClientVHOST: string; AccessToken: string };
  const text = `/h/${ClientVHOST}/te/lo.cgi?Action=Launch&pt=${AccessToken}&ts=${Math.floor(Date.now() / 1000)}`;
  const signature = createHmac("sha256", key).update(text).digest("hex");
  const addresses = watchAddresses(page);
  const expectGone = async () => {
    const left = await addresses();
    for (const part of [AccessToken, signature, "lo.cgi"]) expect(left.filter((address) => address.includes(part))).toEqual([]);
  };

  await followFromOurs(page, `${text}&signature=${signature}`);
  await expect(page).toHaveURL("/");
  expect((await context.cookies()).some(({ name }) => name.endsWith("eu_session"))).toBe(true);
  await expectGone();
  await page.getByRole("link", { name: "Account" }).click();
  await expect(page).toHaveURL("/account");
  await expectGone();
});
