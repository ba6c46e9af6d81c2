import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { v7 } from "uuid";
import { answerOf } from "../support/gateway";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { textOf } from "../support/pages-html";
import { told } from "../support/pages-http";
import { rawRequest } from "../support/raw-http";
import { aCountry, type ApiClient, Backend, expectRefused, forgiveCalls, newApiClient, partsOf } from "../support/signed-login";
import { allServers, doors } from "../support/test-servers";

let cast: Cast;
let client: ApiClient;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
beforeEach(async () => {
  await forgiveCalls(cast);
  client = await newApiClient(cast, cast.partners.A);
});
afterAll(() => cast.close());

describe.each(doors())("a user whom an API client signed in, %s", (_name, { url }) => {
  const backend = new Backend(url);
  const isLive = async (token: string) => (await backend.session(token)).status === 200;
  /** Another process than the one that is asked whether a token counts, and has just said that it does. */
  const elsewhere = allServers().find((server) => server.url !== url)?.url ?? url;

  /** Opens the portal by a session token, as its user's browser. @param at the process whose pages it sees then */
  async function inPortal(token: string, at = url): Promise<Browser> {
    const headers = [["Authorization", `Bearer ${token}`]] as const;
    const given = await backend.ask({ method: "POST", target: "/api/v1/session/portal", headers });
    const target = (given.json() as { url: string }).url.slice(url.length);
    const answer = answerOf(await rawRequest(url, { target }));
    const [, session = ""] = /^eu_session=([0-9A-Za-z]{43});/.exec(answer.header("set-cookie") ?? "") ?? [];
    const browser = new Browser(at);
    browser.cookies.set("eu_session", session);
    return browser;
  }

  test("sees who it was and where they are signed in, is told that it is the last way in, ends it, and lets them in again", async () => {
    const country = aCountry("quiet");
    const said = { externalId: "me", clientCountry: country, email: `me-${v7()}@alpha.example` };
    await backend.enrol(client, "me", country);
    const token = ((await backend.login(client, said)).json() as { sessionToken: string }).sessionToken;
    const [here, there] = [await inPortal(token, elsewhere), await inPortal(token)];
    expect(await isLive(token)).toBe(true);
    const stranger = await inPortal(await backend.enrol(client, "somebody else", country));
    const page = await here.get("/account");
    const text = textOf(page.body);
    const { rows } = await cast.db.query<{ name: string }>("SELECT name FROM partners WHERE id = $1", [cast.partners.A.id]);
    const parts = ["by a client", said.email, "Not confirmed", "This is your last way in", `Through ${rows[0]?.name}`];
    for (const part of parts) expect(text).toContain(part);
    expect(textOf((await stranger.get("/account")).body)).not.toContain(said.email);
    const foreign = await newApiClient(cast, cast.partners.B);
    const other = await here.submit(page, "End it all the same", { clientId: foreign.id });
    expect(textOf(other.body), told(other)).toContain("This has been changed already");
    const ended = await here.submit(page, "End it all the same");
    expect(ended.header("location"), told(ended)).toBe("/account?said=link_ended");
    expect((await there.get("/account")).header("location")).toMatch(/^\/sign-in/);
    expect([(await here.get("/account")).status, (await stranger.get("/account")).status]).toEqual([200, 200]);
    expect(await isLive(token)).toBe(false);
    await expectRefused(cast, await backend.login(client, said), { reason: "link_ended", partner: cast.partners.A });
    const again = await here.submit(await here.get("/account"), "Let them sign me in again");
    expect(again.header("location"), told(again)).toBe("/account?said=link_restored");
    const fresh = (await backend.login(client, said)).json() as { sessionToken: string };
    expect(partsOf(fresh.sessionToken).claims.sub).toBe(partsOf(token).claims.sub);
    expect([await isLive(fresh.sessionToken), await isLive(token)]).toEqual([true, false]);
  });

  test("is signed out by the partner with the next request to whatever process, in the portal too; others are not", async () => {
    const country = aCountry("quiet");
    const [ada, bob] = [await backend.enrol(client, "ada", country), await backend.enrol(client, "bob", country)];
    const [adas, bobs] = [await inPortal(ada), await inPortal(bob)];
    const owner = await signInToPanel(new Browser(elsewhere), cast.people.aOwner);
    expect([await isLive(ada), await isLive(bob)]).toEqual([true, true]);
    const path = `/panel/api-clients/${client.id}`;
    const page = await owner.get(path);
    expect(textOf(page.body)).toContain("2 are live");
    const unknown = await owner.submit(page, "End this user’s sessions", { externalId: "Ada" });
    expect(textOf(unknown.body), told(unknown)).toContain("knows no user by this “externalId”");
    const one = await owner.submit(page, "End this user’s sessions", { externalId: "ada" });
    expect(one.header("location"), told(one)).toBe(`${path}?said=api_client_user_sessions_ended`);
    expect([await isLive(ada), await isLive(bob)]).toEqual([false, true]);
    expect((await adas.get("/account")).header("location")).toMatch(/^\/sign-in/);
    expect((await bobs.get("/account")).status).toBe(200);
    const all = await owner.submit(await owner.get(path), "End all sessions");
    expect(all.header("location"), told(all)).toBe(`${path}?said=api_client_sessions_ended`);
    expect(await isLive(bob)).toBe(false);
    expect((await bobs.get("/account")).header("location")).toMatch(/^\/sign-in/);
    const after = await owner.get(path);
    expect(textOf(after.body)).toContain("None is live");
    expect(after.body).not.toContain("End all sessions");
    expect((await backend.login(client, { externalId: "bob", clientCountry: country })).status).toBe(200);
  });
});
