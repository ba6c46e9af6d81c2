import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, PASSWORD, type Person, signInToPanel } from "../support/pages-cast";
import { expectSafe, expectSignIn } from "../support/pages-checks";
import { controlNamed, formWith } from "../support/pages-html";
import { told } from "../support/pages-http";
import { evilTargets, expectStaysHere } from "../support/pages-targets";
import { doors, frontDoor } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const CALLBACK = "/api/auth/callback/credentials";

/** The cookie that holds the session, and its value. */
function sessionOf(browser: Browser): [name: string, value: string] {
  const found = [...browser.cookies].find(([, value]) => /^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/.test(value));
  return found ?? ["", ""];
}

const isIn = async (browser: Browser) => (await browser.get("/panel/apps")).status === 200;

describe.each(doors())("a panel session, %s", (_name, { url }) => {
  test("PN-24: after signing out the cookie that was kept elsewhere is worth nothing", async () => {
    const browser = await signInToPanel(new Browser(url), cast.people.aOwner);
    const kept = browser.twin();
    expect(await isIn(kept)).toBe(true);
    const page = await browser.get("/panel");
    const out = await browser.submit(page, "Sign out");
    expectSafe(out);
    expect(out.status).toBe(303);
    expect(browser.localPath(out)).toBe("/panel/sign-in?signedOut=1");
    expect(sessionOf(browser)[1], "the browser keeps no session").toBe("");
    expectSignIn(await kept.get("/panel/apps"), "panel");
    const rsc = await kept.get("/panel/apps?_rsc=x", { rsc: "1" });
    expect(rsc.body).not.toContain("app-");
  });

  test("PN-23: signing in gives a new session, and ends the one that the browser had", async () => {
    const attacker = await signInToPanel(new Browser(url), cast.people.bOwner);
    const [name, planted] = sessionOf(attacker);
    const victim = new Browser(url);
    victim.cookies.set(name, planted);
    await victim.get("/panel/sign-in");
    // Somebody who is signed in is not shown the form: the page is asked for as after an error.
    const page = await victim.open("/panel/sign-in?error=stale&checked=1");
    const form = page.body.includes("csrfToken") ? page : await victim.open("/api/auth/signin");
    const answer = await victim.submit(await csrfPage(victim, form), "Sign in", { email: cast.people.aDev.email, password: PASSWORD });
    expect(answer.status, told(answer)).toBe(303);
    expect(sessionOf(victim)[1]).not.toBe(planted);
    expect((await victim.get("/panel/settings")).body).toContain(await nameOf(cast.partners.A.id));
    expectSignIn(await attacker.get("/panel/apps"), "panel");
  });

  test("PN-23: a session id that nobody made is never taken on", async () => {
    const browser = new Browser(url);
    const [name] = sessionOf(await signInToPanel(new Browser(url), cast.people.aViewer));
    browser.cookies.set(name, "chosen-by-the-attacker");
    await signInToPanel(browser, cast.people.aViewer);
    expect(sessionOf(browser)[1]).toMatch(/^eyJ/);
    expect(await isIn(browser)).toBe(true);
  });

  test("PN-23: the cookie is HttpOnly, SameSite=Lax, for the whole site and no domain, and the database holds no id that could be used", async () => {
    const browser = new Browser(url);
    const page = await browser.open("/panel/sign-in");
    const answer = await browser.submit(page, "Sign in", { email: cast.people.aOwner.email, password: PASSWORD });
    const line = answer.setCookies.find((cookie) => cookie.includes("=eyJ")) ?? "";
    expect(line).toMatch(/; *HttpOnly/i);
    expect(line).toMatch(/; *SameSite=Lax/i);
    expect(line).toMatch(/; *Path=\/(?:;|$)/i);
    expect(line).not.toMatch(/domain=/i);
    const { rows } = await cast.db.query<{ row: string }>("SELECT to_jsonb(s)::text AS row FROM panel_sessions s WHERE account_id = $1", [
      cast.people.aOwner.id,
    ]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row).join()).not.toContain(sessionOf(browser)[1].slice(-20));
  });

  test("PN-24: a session that is idle or too old is over, whatever the cookie says", async () => {
    const idle = await cast.newMember(cast.partners.A, "owner");
    const old = await cast.newMember(cast.partners.A, "owner");
    const [one, two] = [await signInToPanel(new Browser(url), idle), await signInToPanel(new Browser(url), old)];
    await cast.db.query("UPDATE panel_sessions SET last_seen_at = now() - interval '12 hours 1 second' WHERE account_id = $1", [idle.id]);
    await cast.db.query("UPDATE panel_sessions SET expires_at = now() - interval '1 second' WHERE account_id = $1", [old.id]);
    expectSignIn(await one.get("/panel"), "panel");
    expectSignIn(await two.get("/panel"), "panel");
  });

  test("PN-32: nobody is signed in without the CSRF token of the very browser", async () => {
    const stranger = new Browser(url);
    const theirs = controlNamed(formWith((await stranger.open("/panel/sign-in")).body, "Sign in"), "csrfToken").value;
    const own = async () => {
      const browser = new Browser(url);
      return { browser, page: await browser.open("/panel/sign-in") };
    };
    const right = { email: cast.people.aOwner.email, password: PASSWORD };
    for (const csrfToken of [null, "", "x", theirs, "0".repeat(64)]) {
      const { browser, page } = await own();
      const answer = await browser.submit(page, "Sign in", { ...right, csrfToken });
      expectSafe(answer);
      expect(answer.header("location") ?? "", told(answer)).toMatch(/^\/panel\/sign-in\?error=/);
      expect(sessionOf(browser)[1], `csrfToken ${String(csrfToken)}`).toBe("");
    }
    const { browser, page } = await own();
    browser.cookies.clear();
    await browser.submit(page, "Sign in", right);
    expect(sessionOf(browser)[1], "without the cookie").toBe("");
    const json = await browser.post(CALLBACK, JSON.stringify({ ...right, csrfToken: theirs }), { "content-type": "application/json" });
    expect(sessionOf(browser)[1], told(json)).toBe("");
  });

  test("PN-32: a link signs nobody out, nor does a form without the token", async () => {
    const browser = await signInToPanel(new Browser(url), cast.people.aOwner);
    for (const path of ["/api/auth/signout", "/api/auth/signout?callbackUrl=/panel", "/panel/sign-out"]) {
      const answer = await browser.open(path);
      expectSafe(answer);
      expect(formWith(answer.body, "Sign out").method, "a page that asks").toBe("post");
      expect(await isIn(browser), path).toBe(true);
    }
    for (const csrfToken of ["", "0".repeat(64)]) {
      const answer = await browser.post("/api/auth/signout", new URLSearchParams({ csrfToken }).toString());
      expectSafe(answer);
      expect(await isIn(browser), told(answer)).toBe(true);
    }
  });

  test("PN-32: the parts of next-auth that nobody needs are not there", async () => {
    const browser = await signInToPanel(new Browser(url), cast.people.aOwner);
    for (const path of [
      "session",
      "providers",
      "_log",
      "error",
      "verify-request",
      "signin/credentials",
      "callback/email",
      "callback/github",
      "signin/../session",
      "__proto__",
      "constructor",
    ]) {
      for (const answer of [await browser.get(`/api/auth/${path}`), await browser.post(`/api/auth/${path}`, "csrfToken=x")]) {
        expectSafe(answer);
        expect([404, 405], told(answer)).toContain(answer.status);
        expect(answer.body).not.toContain(cast.people.aOwner.email);
      }
    }
  });

  test("PN-33: no callbackUrl leads away from this site or its panel, and none is an error of ours", async () => {
    const grounds = /^\/(?:panel|operator)(?:\/|$)|^\/api\/auth\/signin$/;
    const visitor = new Browser(url);
    const signedIn = await signInToPanel(new Browser(url), cast.people.aOwner);
    for (const [index, target] of evilTargets.entries()) {
      const query = `callbackUrl=${encodeURIComponent(target.toWellFormed())}`;
      expectStaysHere(await signedIn.get(`/panel/sign-in?${query}`), url, grounds);
      expectStaysHere(await visitor.get(`/api/auth/signin?${query}`), url, grounds);
      if (index % 6 === 0) expectStaysHere(await signedIn.get(`/api/auth/signout?${query}`), url, grounds);
    }
    for (const raw of [
      "callbackUrl=%",
      "callbackUrl=%E0%A4%A",
      "callbackUrl",
      "callbackUrl=/panel&callbackUrl=https://evil.example",
      "callbackUrl[]=//evil.example",
    ]) {
      for (const path of ["/panel/sign-in", "/api/auth/signin"]) expectStaysHere(await signedIn.get(`${path}?${raw}`), url, grounds);
    }
  });
});

describe("signing in through the front door", () => {
  const { url } = frontDoor();
  const attempt = async (person: Pick<Person, "email">, callbackUrl: string, cookie?: string) => {
    const browser = new Browser(url);
    const page = await browser.open("/panel/sign-in");
    const name = [...browser.cookies.keys()].find((one) => one.includes("callback")) ?? "latchkey_callback";
    if (cookie !== undefined) browser.cookies.set(name, cookie);
    return browser.submit(page, "Sign in", { email: person.email, password: PASSWORD, callbackUrl: Buffer.from(callbackUrl) });
  };

  test("PN-33: the target in the form leads nowhere else either, and one of ours is kept", async () => {
    for (const target of evilTargets.filter((_target, index) => index % 5 === 0)) {
      const answer = await attempt(cast.people.aOwner, target);
      expectStaysHere(answer, url, /^\/(?:panel|operator)(?:\/|$)/);
      expect(answer.header("location"), told(answer)).not.toContain("error=");
    }
    const kept = await attempt(cast.people.aOwner, "/panel/events?outcome=refused");
    expect(new URL(kept.header("location") ?? "", url).href).toBe(`${url}/panel/events?outcome=refused`);
  });

  test("PN-33: a damaged callback cookie is no error of ours and no way out", async () => {
    for (const cookie of ["%", "https%3A%2F%2Fevil.example", "//evil.example", "javascript:alert(1)", "x".repeat(2000)]) {
      const answer = await attempt(cast.people.aOwner, "", cookie);
      expectSafe(answer);
      expectStaysHere(answer, url, /^\/(?:panel|operator)(?:\/|$)/);
    }
  });

  test("who is refused learns nothing: unknown, suspended and wrong are answered alike, and the e-mail stays in its field", async () => {
    const suspended = await cast.newMember(cast.partners.A, "owner");
    await cast.db.query("UPDATE panel_accounts SET suspended_at = now() WHERE id = $1", [suspended.id]);
    const seen: string[] = [];
    for (const [email, password] of [
      ["nobody@panel.example", PASSWORD],
      [suspended.email, PASSWORD],
      [cast.people.aOwner.email, "wrong"],
      [cast.people.u1.email, PASSWORD],
    ]) {
      const browser = new Browser(url);
      const answer = await browser.submit(await browser.open("/panel/sign-in"), "Sign in", {
        email: email ?? "",
        password: password ?? "",
      });
      expectSafe(answer);
      expect(sessionOf(browser)[1]).toBe("");
      const page = await browser.get(browser.localPath(answer));
      const form = formWith(page.body, "Sign in");
      expect(controlNamed(form, "email").value).toBe(email);
      expect(controlNamed(form, "password").value, "a password never comes back").toBe("");
      seen.push(`${answer.header("location") ?? ""} ${controlNamed(form, "password").error ?? ""}`);
    }
    expect(new Set(seen).size, seen.join("\n")).toBe(1);
  });
});

// The form with the token of this browser: the page is opened as one that has just been refused, which is shown to whoever is signed in too.
async function csrfPage(browser: Browser, page: Awaited<ReturnType<Browser["get"]>>) {
  if (page.body.includes("csrfToken") && page.path.startsWith("/panel/sign-in")) return page;
  await browser.get("/api/auth/signin");
  return browser.get("/panel/sign-in?error=wrong&checked=1");
}

async function nameOf(partnerId: string): Promise<string> {
  const { rows } = await cast.db.query<{ name: string }>("SELECT name FROM partners WHERE id = $1", [partnerId]);
  return rows[0]?.name ?? "no partner";
}
