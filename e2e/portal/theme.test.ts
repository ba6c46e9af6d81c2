import { describe, expect, test } from "vitest";
import { sendRequest } from "../support/pages-http";
import { doors } from "../support/test-servers";

describe.each(doors())("%s", (_name, { url }) => {
  const choose = (body: string, headers: Record<string, string> = {}) =>
    sendRequest(url, {
      method: "POST",
      path: "/theme",
      headers: { origin: url, "content-type": "application/x-www-form-urlencoded", ...headers },
      body,
    });
  const home = (cookie: string) => sendRequest(url, { path: "/", headers: { cookie } });

  test("a theme is chosen without JavaScript, and leads back to the page with the choice", async () => {
    const answer = await choose("theme=dark&back=%2Fservices%3Fcategory%3Dgames");
    expect([answer.status, answer.header("location")]).toEqual([303, "/services?category=games"]);
    expect(answer.setCookies).toEqual(["theme=dark; Path=/; Max-Age=31536000; SameSite=Lax"]);
    const page = await home("theme=dark");
    expect(page.body).toMatch(/<html[^>]* data-theme="dark"/);
  });

  test.each(["//evil.example", "https://evil.example/", "/\\evil.example", "/api/auth/signout", ""])(
    "PN-33: it leads nowhere else: %s",
    async (back) => {
      const answer = await choose(`theme=light&back=${encodeURIComponent(back)}`);
      expect([answer.status, answer.header("location")]).toEqual([303, "/"]);
    },
  );

  test("PN-07, PN-08: another site cannot choose, and what is no theme changes nothing", async () => {
    expect((await choose("theme=dark", { origin: "https://evil.example" })).status).toBe(403);
    expect((await choose("theme=dark", { "sec-fetch-site": "cross-site" })).status).toBe(403);
    for (const body of ["theme=blue", "", "theme=dark%3B%20Path%3D%2Fx"]) {
      const answer = await choose(body);
      expect(answer.status).toBe(400);
      expect(answer.setCookies).toEqual([]);
    }
    const page = await home('theme="><script>');
    expect(page.body).not.toMatch(/<html[^>]*data-theme/);
  });
});
