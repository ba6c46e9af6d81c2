import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, PASSWORD, signInToPanel, signInToPortal, parametersOf } from "../support/pages-cast";
import { expectSecurityHeaders } from "../support/pages-checks";
import { controlNamed, formWith } from "../support/pages-html";
import { type PageAnswer, sendRequest, told } from "../support/pages-http";
import { isOpen, pagesOf, pathOf } from "../support/pages-routes";
import { awaitReady, type ServerProcess, startServer } from "../support/server-process";
import { doors } from "../support/test-servers";

const HOST = "login.example.com";
let cast: Cast;
let secure: ServerProcess;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  secure = await startServer({ door: "front", databaseUrl: inject("databaseUrl"), env: { LATCHKEY_URL: `https://${HOST}` } });
  await awaitReady(secure);
});
afterAll(async () => {
  await secure.stop();
  await cast.close();
});

type Ask = (browser: Browser) => Promise<PageAnswer>;
const get =
  (path: string): Ask =>
  (browser) =>
    browser.get(path);
// One of each kind of answer that there is beside the pages of the tree.
const others: [status: number | readonly number[], what: string, ask: Ask][] = [
  [404, "a page that never was", get("/nowhere")],
  [404, "an app that is in no catalogue", get("/services/nothing-of-this-name")],
  [404, "another spelling of a page", get("/PANEL")],
  [404, "the address of a page's data", get("/panel.rsc")],
  [[200, 307], "a page's data", (browser) => browser.get("/panel?_rsc=x", { rsc: "1" })],
  [200, "the icon", get("/icon.svg")],
  [200, "the CSRF token", get("/api/auth/csrf")],
  [303, "the start of signing in", get("/api/auth/signin")],
  [303, "the start of signing out", get("/api/auth/signout")],
  [404, "a part of next-auth that is shut", get("/api/auth/session")],
  [405, "an endpoint of next-auth, wrongly asked", get("/api/auth/callback/credentials")],
  [
    403,
    "an endpoint of next-auth, asked from elsewhere",
    (browser) => browser.post("/api/auth/signout", "", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }),
  ],
  [405, "Open, by a link", get("/services/x/open")],
  [404, "Open, of no app", (browser) => browser.post("/services/x/open", "")],
  [
    403,
    "Open, from elsewhere",
    (browser) => browser.post("/services/x/open", "", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }),
  ],
  [
    403,
    "a form from elsewhere",
    (browser) => browser.post("/sign-in", "x", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }),
  ],
  [
    [400, 404, 409],
    "a form of an older build",
    (browser) => browser.post("/sign-in", "[]", { "next-action": "7f0000000000000000000000000000000000000000" }),
  ],
];
// What the front door refuses by itself is no page: it loads nothing and says so.
const refusals: [status: number, what: string, ask: Ask][] = [
  [404, "doubled slashes", get("//panel")],
  [404, "dot segments", get("/panel/../panel")],
  [400, "a broken escape", get("/%E0%A4%A")],
  [414, "an address that is too long", get(`/${"x".repeat(17_000)}`)],
  [431, "a header that is too long", (browser) => browser.get("/", { "x-long": "x".repeat(17_000) })],
  [413, "a form that is too large", (browser) => browser.post("/sign-in", "x".repeat(1_100_000))],
  [405, "TRACE", (browser) => sendRequest(browser.baseUrl, { method: "TRACE", path: "/panel", headers: { host: HOST } })],
];

describe.each([
  ...doors().map(([name, { url }]) => [name, () => new Browser(url), false] as const),
  ["front door on https", () => new Browser(secure.url, { host: HOST, "x-forwarded-proto": "https" }), true] as const,
])("PN-35, %s", (name, open, https) => {
  test("PN-35: every page of the tree carries all of them, for a visitor and for those who are signed in", async () => {
    const owner = await signInToPanel(open(), cast.people.aOwner);
    const operator = await signInToPanel(open(), cast.people.op);
    const user = await signInToPortal(open(), cast.people.u1);
    const parameters = parametersOf(cast, (await cast.newApp(cast.partners.A, "published")).slug);
    for (const route of pagesOf("panel", "operator", "portal")) {
      const path = pathOf(route, parameters);
      const visitor = await open().get(path);
      expectSecurityHeaders(visitor, { https });
      if (isOpen(route)) continue;
      const signedIn = await (route.realm === "operator" ? operator : route.realm === "portal" ? user : owner).get(path);
      expect(signedIn.status, told(signedIn)).toBe(200);
      expectSecurityHeaders(signedIn, { https });
    }
  });

  test.each(others.filter(([, what]) => name !== "Next door" || what !== "a form from elsewhere"))(
    "PN-35: %s, %s, too",
    async (status, _what, ask) => {
      const answer = await ask(open());
      expect([status].flat(), told(answer)).toContain(answer.status);
      expectSecurityHeaders(answer, { https });
    },
  );

  test.skipIf(name === "Next door").each(refusals)("PN-35: %s, %s, too", async (status, _what, ask) => {
    const answer = await ask(open());
    expect(answer.status, told(answer)).toBe(status);
    expectSecurityHeaders(answer, { https });
  });

  test("PN-35: the nonce is another one each time, and stands on every script", async () => {
    const [one, two] = [await open().get("/sign-in"), await open().get("/sign-in")];
    const nonce = (answer: PageAnswer) => /'nonce-([^']+)'/.exec(answer.header("content-security-policy") ?? "")?.[1] ?? "";
    expect(nonce(one)).toMatch(/^[\w+/=-]{22,}$/);
    expect(nonce(one)).not.toBe(nonce(two));
    const scripts = one.body.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce(one)}"`))).toEqual([]);
    expect(one.body).not.toMatch(/<[a-z][^>]*\son[a-z]+="|href="javascript:/i);
  });
});

describe("cookies on https", () => {
  const open = () => new Browser(secure.url, { host: HOST, "x-forwarded-proto": "https" });

  test("PN-32: every cookie is __Host- and Secure, so that no sibling subdomain can set one", async () => {
    const panel = open();
    const answers = [await panel.get("/api/auth/signin"), await panel.open("/panel/sign-in")];
    const page = answers[1];
    if (!page) throw new Error("no page");
    answers.push(await panel.submit(page, "Sign in", { email: cast.people.aOwner.email, password: PASSWORD }));
    const portal = open();
    answers.push(await portal.submit(await portal.get("/sign-in"), "Sign in", { email: cast.people.u1.email, password: PASSWORD }));
    // What was typed is no secret, and bound to its page.
    const lines = answers.flatMap(({ setCookies }) => setCookies).filter((line) => !/^[\w-]*typed_email=/.test(line));
    expect(lines.some((line) => line.includes("=eyJ")) && lines.some((line) => line.includes("eu_session="))).toBe(true);
    for (const line of lines) {
      expect(line).toMatch(/^__Host-/);
      for (const part of [/; *Secure/i, /; *HttpOnly/i, /; *SameSite=Lax/i, /; *Path=\/(?:;|$)/i]) expect(line).toMatch(part);
      expect(line).not.toMatch(/domain=/i);
    }
    for (const line of answers.flatMap(({ setCookies }) => setCookies)) expect(line).toMatch(/; *Secure/i);
  });

  test("PN-32: a CSRF pair, and a session, under a name without the prefix are not looked at", async () => {
    const stranger = open();
    const theirs = await stranger.open("/panel/sign-in");
    const csrfToken = controlNamed(formWith(theirs.body, "Sign in"), "csrfToken").value;
    const victim = open();
    const page = await victim.open("/panel/sign-in");
    victim.cookies.clear();
    for (const [name, value] of stranger.cookies) victim.cookies.set(name.replace("__Host-", ""), value);
    await victim.submit(page, "Sign in", { email: cast.people.aOwner.email, password: PASSWORD, csrfToken });
    expect([...victim.cookies.values()].join()).not.toContain("eyJ");
    const owner = await signInToPanel(open(), cast.people.aOwner);
    const fixed = open();
    for (const [name, value] of owner.cookies) fixed.cookies.set(name.replace("__Host-", ""), value);
    expect((await fixed.get("/panel")).header("location")).toMatch(/^\/panel\/sign-in/);
    const user = await signInToPortal(open(), cast.people.u1);
    const lured = open();
    for (const [name, value] of user.cookies) lured.cookies.set(name.replace("__Host-", ""), value);
    expect((await lured.get("/account")).header("location")).toMatch(/^\/sign-in/);
  });
});
