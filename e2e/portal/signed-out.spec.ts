import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "../support/journey";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

// Of another origin, as a partner's page is: Chrome holds a redirect that follows a form against our `form-action 'self'`.
function partnerSite() {
  const server = createServer((_request, response) => response.setHeader("content-type", "text/html").end("<title>Bye</title><p>Bye"));
  return new Promise<{ url: string; stop: () => void }>((ready) =>
    server.listen(0, "127.0.0.1", () =>
      ready({ url: `http://localhost:${(server.address() as AddressInfo).port}/bye`, stop: () => server.close() }),
    ),
  );
}

test.describe("signing out of what an issuer signed in", () => {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
      test.use({ javaScriptEnabled });

      test("ends the link, then signs out, on to the partner's page; the issuer without a page leads home", async ({
        page,
        latchkey,
        inspect,
      }) => {
        const site = await partnerSite();
        const mark = randomBytes(4).toString("hex");
        const owner = ["--email", `out-${mark}@partner.example`, "--password", "a password for tokens"];
        const { partnerId = "" } = await latchkey("partner", "create", "--name", `Out ${mark}`, ...owner, "--active");
        const create = ["issuer", "create", "--partner", partnerId, "--redirect-url", site.url];
        const keys = {
          away: (await latchkey(...create, "--iss", `away-${mark}`, "--logout-url", site.url)).key ?? "",
          home: (await latchkey(...create, "--iss", `home-${mark}`)).key ?? "",
        };
        const link = (iss: "away" | "home") => {
          const exp = Math.floor((performance.timeOrigin + performance.now()) / 1000) + 60;
          const claims = { iss: `${iss}-${mark}`, jti: randomUUID(), exp, aud: "farfalla", sub: "user", intended_url: "/account" };
          const input = `${part({ alg: "HS256" })}.${part({ ...claims, user: { uuid: "ada", email: `ada@${mark}.example` } })}`;
          return `/auth/token?external-auth-token=${input}.${createHmac("sha256", keys[iss]).update(input).digest("base64url")}`;
        };

        await page.goto(link("home"));
        await page.getByRole("button", { name: "Sign out", exact: true }).click();
        await expect(page).toHaveURL("/");

        await page.goto(link("away"));
        await expect(page.getByRole("heading", { name: "Who can sign me in" })).toBeVisible();
        if (javaScriptEnabled) await inspect(page);
        await page
          .locator("tr", { hasText: `away-${mark}` })
          .getByText("End this link…")
          .click();
        await page
          .locator("dialog[open], details[open]")
          .getByRole("button", { name: `End the link with Out ${mark}` })
          .click();
        await expect(page.getByText("Ended by you")).toBeVisible();
        await page.getByRole("button", { name: "Sign out", exact: true }).click();
        await expect(page).toHaveURL(site.url);
        site.stop();
      });
    });
  }
});
