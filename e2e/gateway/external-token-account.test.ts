import { v7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { Browser as Visitor, expectAtIssuer, forgive, type Issuer, newIssuer, sessionIn, target, token } from "../support/external-token";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { textOf } from "../support/pages-html";
import { told } from "../support/pages-http";
import { doors } from "../support/test-servers";
import { hashOf } from "../support/world";

let cast: Cast;
let issuer: Issuer;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
beforeEach(async () => {
  await forgive(cast);
  issuer = await newIssuer(cast, cast.partners.A);
});
afterAll(() => cast.close());

const LOGOUT = "https://alpha.example/bye?from=latchkey&x=1";
const setLogout = () => cast.db.query("UPDATE issuers SET logout_url = $2 WHERE id = $1", [issuer.id, LOGOUT]);

describe.each(doors())("a user whom an issuer signed in, %s", (_name, { url }) => {
  async function signedIn(changes: Record<string, unknown> = {}, browser = new Browser(url)): Promise<Browser> {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await new Visitor(url).arrive(token(issuer, changes), { headers: cookie === "" ? [] : [["Cookie", cookie]] });
    browser.cookies.set("eu_session", sessionIn(answer) ?? "");
    return browser;
  }
  const sessionOf = (browser: Browser) => browser.cookies.get("eu_session") ?? "";
  const isOpen = async (session: string) =>
    (await cast.db.query("SELECT FROM end_user_sessions WHERE id_hash = $1 AND revoked_at IS NULL", [hashOf(session)])).rowCount === 1;

  test("sees who it was, is told that it is the last way in, ends it, and lets them in again; strangers change nothing", async () => {
    const mine = `me-${v7()}@alpha.example`;
    const changes = { user: { uuid: "me", email: mine } };
    const [here, there] = [await signedIn(changes), await signedIn(changes)];
    const stranger = await signedIn({ user: { uuid: "somebody else" } });
    const page = await here.get("/account");
    const text = textOf(page.body);
    for (const part of ["Who can sign me in", issuer.iss, mine, "Not confirmed", "This is your last way in"]) expect(text).toContain(part);
    expect(textOf((await stranger.get("/account")).body)).not.toContain(mine);
    const foreign = await newIssuer(cast, cast.partners.B);
    const other = await here.submit(page, "End it all the same", { issuerId: foreign.id });
    expect(textOf(other.body), told(other)).toContain("This has been changed already");
    const ended = await here.submit(page, "End it all the same");
    expect(ended.header("location"), told(ended)).toBe("/account?said=link_ended");
    expect([await isOpen(sessionOf(here)), await isOpen(sessionOf(there)), await isOpen(sessionOf(stranger))]).toEqual([true, false, true]);
    await expectAtIssuer(cast, await new Visitor(url).arrive(token(issuer, changes)), issuer, "link_ended");
    const again = await here.submit(await here.get("/account"), "Let them sign me in again");
    expect(again.header("location"), told(again)).toBe("/account?said=link_restored");
    expect(await isOpen(sessionOf(await signedIn(changes)))).toBe(true);
  });

  test("signing out leads to the issuer's page over one of ours, told by the server alone; without one, or switched off, home", async () => {
    const plain = await signedIn();
    expect((await plain.submit(await plain.get("/account"), "Sign out")).header("location")).toBe("/");
    await setLogout();
    const user = await signedIn();
    const out = await user.submit(await user.get("/account"), "Sign out");
    expect([out.status, out.header("location")]).toEqual([303, "/signed-out"]);
    expect(await isOpen(sessionOf(user))).toBe(false);
    const page = await user.get("/signed-out?url=https://evil.example&to=//evil.example");
    expect(page.body).toContain(`content="0;url=${LOGOUT.replaceAll("&", "&amp;")}"`);
    expect(page.body).not.toMatch(/(?:href="|url=)(?:https?:)?\/\/evil/);
    const madeUp = new Browser(url);
    for (const value of ["https://evil.example", issuer.id, "x"]) {
      madeUp.cookies.set("eu_left", value);
      expect((await madeUp.get("/signed-out")).body, value).not.toContain('http-equiv="refresh"');
    }
    for (const change of ["UPDATE issuers SET disabled_at = now() WHERE id = $1"]) {
      const late = await signedIn();
      await cast.db.query(change, [issuer.id]);
      expect((await late.submit(await late.get("/account"), "Sign out")).header("location")).toBe("/");
    }
    expect((await user.get("/signed-out")).body).not.toContain('http-equiv="refresh"');
  });

  test("P2-50 with a panel account in the same browser: the two sessions do not touch, whichever ends first", async () => {
    const browser = await signInToPanel(new Browser(url), cast.people.aOwner);
    const panelCookies = [...browser.cookies].filter(([name]) => name !== "eu_session");
    await signedIn({}, browser);
    expect([...browser.cookies].filter(([name]) => name !== "eu_session")).toEqual(panelCookies);
    expect([(await browser.get("/panel")).status, (await browser.get("/account")).status]).toEqual([200, 200]);
    const before = browser.twin();
    await browser.submit(await browser.get("/account"), "Sign out");
    expect([(await browser.get("/panel")).status, (await browser.get("/account")).status]).toEqual([200, 307]);
    const other = await signedIn({}, before);
    await other.submit(await other.get("/panel"), "Sign out");
    expect([(await other.get("/panel")).status, (await other.get("/account")).status]).toEqual([307, 200]);
  });

  test("P2-50 P2-51 with an operator's address, or another partner's user's: a user of its own, unverified, and no panel page opens", async () => {
    const theirs = await newIssuer(cast, cast.partners.B);
    for (const email of [cast.people.op.email, cast.people.aOwner.email, cast.people.u1.email]) {
      const answer = await new Visitor(url).arrive(token(theirs, { user: { uuid: email, email } }));
      const browser = new Browser(url);
      browser.cookies.set("eu_session", sessionIn(answer) ?? "");
      const { rows } = await cast.db.query<{ id: string; email: string | null; email_verified_at: Date | null }>(
        "SELECT u.id, u.email, u.email_verified_at FROM end_users u JOIN end_user_sessions s ON s.end_user_id = u.id WHERE s.id_hash = $1",
        [hashOf(sessionOf(browser))],
      );
      expect(rows).toMatchObject([{ email: null, email_verified_at: null }]);
      expect(rows[0]?.id).not.toBe(cast.people.u1.id);
      for (const closed of ["/panel", "/panel/apps", "/operator", "/operator/partners"]) {
        const page = await browser.get(closed);
        expect(page.status, told(page)).toBe(307);
        expect(page.header("location"), closed).toContain("/panel/sign-in");
      }
    }
  });

  test("P2-46 no answer of /auth/token or /auth/token/continue is kept by a cache: accepted, asked, held, refused in each way", async () => {
    const [visitor, session] = [new Visitor(url), sessionOf(await signedIn({ user: { uuid: "first" } }))];
    const next = "/auth/token/continue";
    const form: [string, string] = ["Content-Type", "application/x-www-form-urlencoded"];
    const used = token(issuer);
    await visitor.arrive(used);
    const asked = await visitor.arrive(token(issuer, { user: { uuid: "second" } }), { headers: [["Cookie", `eu_session=${session}`]] });
    const answers = [
      await visitor.arrive(token(issuer)),
      asked,
      await visitor.ask(target(token(issuer)), { method: "POST", headers: [form, ["Sec-Fetch-Site", "cross-site"]] }),
      await visitor.arrive(used),
      await visitor.arrive("no token"),
      await visitor.ask("/auth/token"),
      await visitor.arrive("no token", { headers: [["Accept", "application/json"]] }),
      await visitor.arrive(token(issuer), { method: "HEAD" }),
      await visitor.arrive(token(issuer), { method: "PUT" }),
      await visitor.arrive(token(issuer), { headers: [["Sec-Purpose", "prefetch"]] }),
      await visitor.arrive(token(issuer), { headers: [["Sec-Fetch-Dest", "image"]] }),
      await visitor.ask(`${next}?ticket=x`),
      await visitor.ask(next, { method: "POST", headers: [form], body: "ticket=x" }),
      await visitor.ask(next, { method: "DELETE" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([302, 200, 303, 302, 401, 401, 401, 405, 405, 503, 403, 403, 403, 405]);
    for (const answer of answers) {
      expect(answer.header("cache-control"), String(answer.status)).toContain("no-store");
      expect(answer.header("etag"), String(answer.status)).toBeUndefined();
    }
  });
});
