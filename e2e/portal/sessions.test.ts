import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, PASSWORD, signInToPortal } from "../support/pages-cast";
import { expectSafe, expectSignIn } from "../support/pages-checks";
import { controlNamed, formWith } from "../support/pages-html";
import { told } from "../support/pages-http";
import { evilTargets, expectStaysHere } from "../support/pages-targets";
import { doors, frontDoor } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const COOKIE = "eu_session";
const GROUNDS = /^\/(?:$|services(?:\/|$)|account(?:\/|$))/;

describe.each(doors())("an end user's session, %s", (_name, { url }) => {
  test("PN-24: after signing out the cookie that was kept elsewhere is worth nothing", async () => {
    const browser = await signInToPortal(new Browser(url), cast.people.u1);
    const kept = browser.twin();
    expect((await kept.get("/account")).status).toBe(200);
    const out = await browser.submit(await browser.get("/purchases"), "Sign out");
    expectSafe(out);
    expect(out.status, told(out)).toBe(303);
    expect(browser.cookies.get(COOKIE)).toBeUndefined();
    expectSignIn(await kept.get("/account"), "portal");
    expectSignIn(
      await kept.post(`/services/${cast.b.draft.slug}/open`, "").then((answer) => (answer.status === 404 ? kept.get("/account") : answer)),
      "portal",
    );
  });

  test("PN-23: signing in gives a new session, and ends the one that the browser had", async () => {
    const attacker = await signInToPortal(new Browser(url), cast.people.u2);
    const planted = attacker.cookies.get(COOKIE) ?? "";
    const victim = new Browser(url);
    const page = await victim.get("/sign-in");
    victim.cookies.set(COOKIE, planted);
    const answer = await victim.submit(page, "Sign in", { email: cast.people.u1.email, password: PASSWORD });
    expect(answer.status, told(answer)).toBe(303);
    expect(victim.cookies.get(COOKIE)).not.toBe(planted);
    expect((await victim.get("/account")).body).toContain(cast.people.u1.email);
    expectSignIn(await attacker.get("/account"), "portal");
  });

  test("PN-23: a session id that nobody made is never taken on", async () => {
    for (const chosen of ["chosen-by-the-attacker", "A".repeat(43), "%00", "x".repeat(3000)]) {
      const browser = new Browser(url);
      browser.cookies.set(COOKIE, chosen);
      expectSignIn(await browser.get("/account"), "portal");
      await signInToPortal(browser, cast.people.u1);
      expect(browser.cookies.get(COOKIE)).not.toBe(chosen);
    }
  });

  test("PN-23: the cookie is HttpOnly, SameSite=Lax, for the whole site and no domain, and the database holds no token that could be used", async () => {
    const browser = new Browser(url);
    const answer = await browser.submit(await browser.get("/sign-in"), "Sign in", { email: cast.people.u1.email, password: PASSWORD });
    const line = answer.setCookies.find((cookie) => cookie.startsWith(`${COOKIE}=`)) ?? "";
    for (const part of [/; *HttpOnly/i, /; *SameSite=Lax/i, /; *Path=\/(?:;|$)/i]) expect(line).toMatch(part);
    expect(line).not.toMatch(/domain=/i);
    const token = browser.cookies.get(COOKIE) ?? "none";
    const { rows } = await cast.db.query<{ row: string }>(
      "SELECT to_jsonb(s)::text AS row FROM end_user_sessions s WHERE end_user_id = $1",
      [cast.people.u1.id],
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
    expect(rows.map(({ row }) => row).join()).not.toContain(Buffer.from(token).toString("hex"));
  });

  test("PN-24: a session of a suspended user, and one that is too old, are over with the next request", async () => {
    const [one, two] = [await cast.newUser(), await cast.newUser()];
    await cast.db.query("UPDATE end_users SET password_hash = (SELECT password_hash FROM end_users WHERE id = $1) WHERE id = ANY($2)", [
      cast.people.u1.id,
      [one.id, two.id],
    ]);
    const [suspended, old] = [await signInToPortal(new Browser(url), one), await signInToPortal(new Browser(url), two)];
    await cast.db.query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [one.id]);
    await cast.db.query("UPDATE end_user_sessions SET expires_at = now() - interval '1 second' WHERE end_user_id = $1", [two.id]);
    expectSignIn(await suspended.get("/account"), "portal");
    expectSignIn(await old.get("/account"), "portal");
    const again = await suspended.submit(await suspended.get("/sign-in"), "Sign in", { email: one.email, password: PASSWORD });
    expect(again.status, "nor can they sign in").toBe(200);
    expect(again.setCookies.join()).not.toContain(`${COOKIE}=`);
  });

  test("PN-33: no `next` leads away from this site or the portal, and none is an error of ours", async () => {
    const visitor = new Browser(url);
    const signedIn = await signInToPortal(new Browser(url), cast.people.u1);
    for (const target of evilTargets) {
      const query = `next=${encodeURIComponent(target.toWellFormed())}`;
      const page = await visitor.get(`/sign-in?${query}`);
      expectSafe(page);
      expect(page.status, told(page)).toBe(200);
      expect(page.body).not.toMatch(/href="(?:[^"]*evil\.example|javascript:)/i);
      expectStaysHere(await signedIn.get(`/sign-in?${query}`), url, GROUNDS);
      expectStaysHere(await signedIn.get(`/sign-up?${query}`), url, GROUNDS);
    }
    for (const raw of ["next=%", "next", "next=/account&next=//evil.example", "next[]=//evil.example"]) {
      expectStaysHere(await signedIn.get(`/sign-in?${raw}`), url, GROUNDS);
    }
    const kept = await signedIn.get("/sign-in?next=%2Fservices%3Fa%3D1");
    expect(kept.header("location")).toBe("/services?a=1");
  });
});

describe("signing in through the front door", () => {
  const { url } = frontDoor();

  test("PN-33: the target in the form leads nowhere else either, and one of ours is kept", async () => {
    const page = await new Browser(url).get("/sign-in");
    for (const next of [...evilTargets.filter((_target, index) => index % 5 === 0), "/panel", "/operator"]) {
      const browser = new Browser(url);
      const answer = await browser.submit(page, "Sign in", { email: cast.people.u1.email, password: PASSWORD, next: Buffer.from(next) });
      expect(answer.status, told(answer)).toBe(303);
      expectStaysHere(answer, url, GROUNDS);
    }
    for (const next of [["/account", "//evil.example"], ["/account"]]) {
      const answer = await new Browser(url).submit(page, "Sign in", { email: cast.people.u1.email, password: PASSWORD, next });
      if (answer.status === 303) expectStaysHere(answer, url, GROUNDS);
    }
  });

  test("who is refused learns nothing: unknown, suspended, test user and wrong are answered alike, and the e-mail stays in its field", async () => {
    const page = await new Browser(url).get("/sign-in");
    const seen: string[] = [];
    await cast.db.query("UPDATE end_users SET password_hash = (SELECT password_hash FROM end_users WHERE id = $1) WHERE id = ANY($2)", [
      cast.people.u1.id,
      [cast.users.u3.id, cast.users.ofA.id],
    ]);
    for (const [email = "", password = ""] of [
      ["nobody@people.example", PASSWORD],
      [cast.users.u3.email, PASSWORD],
      [cast.users.ofA.email, PASSWORD],
      [cast.people.u1.email, "quite another battery staple"],
      [cast.people.aOwner.email, PASSWORD],
    ]) {
      const browser = new Browser(url);
      const answer = await browser.submit(page, "Sign in", { email, password });
      expectSafe(answer);
      expect(browser.cookies.size, email).toBe(0);
      const form = formWith(answer.body, "Sign in");
      expect(controlNamed(form, "email").value).toBe(email);
      expect(controlNamed(form, "password").value, "a password never comes back").toBe("");
      expect(answer.body).not.toContain(password);
      seen.push(`${answer.status} ${controlNamed(form, "password").error ?? ""} ${form.sentence ?? ""}`);
    }
    expect(new Set(seen).size, seen.join("\n")).toBe(1);
  });

  test("whoever signs up is signed in, once, and a second account with the address is refused at the field", async () => {
    const email = `new-${v7()}@people.example`;
    const page = await new Browser(url).get("/sign-up?next=/services");
    const fill = { name: "Ada", email, password: PASSWORD };
    const browsers = [new Browser(url), new Browser(url)];
    const answers = await Promise.all(browsers.map((browser) => browser.submit(page, "Sign up", fill)));
    for (const answer of answers) expectSafe(answer);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 303]);
    const { rows } = await cast.db.query("SELECT email_verified_at FROM end_users WHERE email = $1", [email]);
    expect(rows, "one account, whose address nobody has confirmed").toEqual([{ email_verified_at: null }]);
    const refused = formWith(answers.find(({ status }) => status === 200)?.body ?? "", "Sign up");
    expect(controlNamed(refused, "email")).toMatchObject({ value: email, error: expect.stringMatching(/\.$/) });
    expect(controlNamed(refused, "name").value).toBe("Ada");
    expect(controlNamed(refused, "password").value).toBe("");
  });
});
