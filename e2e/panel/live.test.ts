import { setTimeout as sleep } from "node:timers/promises";
import { v7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { aboutTime } from "../support/about-time";
import { type EventStream, openEventStream } from "../support/event-stream";
import { GatewayClient } from "../support/gateway";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel, signInToPortal } from "../support/pages-cast";
import { awaitReady, startServer } from "../support/server-process";
import { doors, frontDoor } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const open: EventStream[] = [];
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});

const livePath = (appId: string) => `/panel/apps/${appId}/live`;
async function follow(browser: Browser, appId = cast.apps.aPub.id): Promise<EventStream> {
  const stream = await openEventStream(browser, livePath(appId));
  open.push(stream);
  return stream;
}
const signedIn = (url: string, person = cast.people.aDev) => signInToPanel(new Browser(url), person);

describe.each(doors())("what arrives for an app is told while a page is open, %s", (_name, { url, door }) => {
  test("PN-01: to nobody without a panel session, and of another partner's app to nobody at all", async () => {
    expect((await follow(new Browser(url))).status).toBe(401);
    expect((await follow(await signInToPortal(new Browser(url), cast.people.u1))).status).toBe(401);
    const developer = await signedIn(url);
    for (const foreign of [cast.apps.bPub.id, cast.b.draft.id, v7(), "x"]) expect((await follow(developer, foreign)).status).toBe(404);
    expect((await follow(await signedIn(url, cast.people.op))).status, "an operator works for no partner").toBe(404);
  });

  test("a redemption at another process is told within 3 s, accepted or refused, with the reason and the remedy", aboutTime, async () => {
    const stream = await follow(await signedIn(url, cast.people.aOwner));
    expect(stream.status).toBe(200);
    expect(stream.header("content-type")).toMatch(/^text\/event-stream/);
    expect(stream.header("content-encoding"), "a compressed stream is held back").toBeUndefined();
    await stream.says(/retry: \d+/, 3_000);
    const partner = new GatewayClient(frontDoor().url, cast);
    const token = await cast.freshToken(cast.users.ofA, cast.apps.aPub, { test: true });
    expect((await partner.redeem(token.token, cast.bearers.TA.token, { allowed: [token.user.email] })).status).toBe(200);
    expect(await stream.says(/event: attempt\nid: [0-9a-f-]{36}\ndata: \{"id":"[^"]+","accepted":true/, 3_000)).toBeLessThan(3_000);
    expect((await partner.redeem(token.token, cast.bearers.TA.token)).status).toBe(410);
    await stream.says(/"accepted":false.*already redeemed.*Redeem a token once/, 3_000);
    // It names no app: it may have been meant for this one.
    expect((await partner.redeem("x".repeat(43), cast.bearers.TA.token)).status).toBe(404);
    await stream.says(/No such login token is known/, 3_000);
    expect(stream.text().match(/event: attempt/g), "each is told once").toHaveLength(3);
    for (const secret of [token.token, cast.bearers.TA.token]) expect(stream.text()).not.toContain(secret);
  });

  test("PN-12: what arrives for another partner, or another app, is not told", async () => {
    const stream = await follow(await signedIn(url));
    await stream.says(/retry/, 3_000);
    const partner = new GatewayClient(frontDoor().url, cast);
    const ofB = await cast.freshToken(cast.users.ofB, cast.apps.bPub, { test: true });
    const ofSecond = await cast.freshToken(cast.users.ofA, cast.apps.aSecond, { test: true });
    await partner.redeem(ofB.token, cast.bearers.TB.token, { allowed: [ofB.user.email] });
    await partner.redeem(ofSecond.token, cast.bearers.TA.token, { allowed: [ofSecond.user.email] });
    await sleep(2_500);
    expect(stream.text()).not.toContain("event: attempt");
  });

  test("PN-24: a session that is over ends its streams, and tells nothing more", async () => {
    const person = await cast.newMember(cast.partners.A, "developer");
    const browser = await signedIn(url, person);
    const stream = await follow(browser);
    await stream.says(/retry/, 3_000);
    await cast.db.query("UPDATE panel_sessions SET revoked_at = now() WHERE account_id = $1", [person.id]);
    await stream.ends(8_000);
    expect(stream.text()).toMatch(/event: signed-out\ndata: 1\n\n$/);
    expect((await follow(browser)).status).toBe(401);
  });

  test("an open stream keeps no session alive that nobody uses", async () => {
    const person = await cast.newMember(cast.partners.A, "developer");
    const browser = await signedIn(url, person);
    await cast.db.query("UPDATE panel_sessions SET last_seen_at = now() - interval '2 hours' WHERE account_id = $1", [person.id]);
    const stream = await follow(browser);
    await stream.says(/still here/, 3_000);
    const { rows } = await cast.db.query<{ idle: boolean }>(
      "SELECT last_seen_at < now() - interval '1 hour' AS idle FROM panel_sessions WHERE account_id = $1",
      [person.id],
    );
    expect(rows).toEqual([{ idle: true }]);
  });

  test("an account has four streams at most, and a closed one makes room", async () => {
    const browser = await signedIn(url, await cast.newMember(cast.partners.A, "developer"));
    const streams = [await follow(browser), await follow(browser), await follow(browser), await follow(browser)];
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const fifth = await follow(browser);
    expect([fifth.status, fifth.header("retry-after")]).toEqual([429, "60"]);
    streams[0]?.close();
    await expect.poll(async () => (await follow(browser)).status, { timeout: 5_000 }).toBe(200);
  });

  test.runIf(door === "front")("other methods are none of it", async () => {
    const browser = await signedIn(url);
    expect((await browser.post(livePath(cast.apps.aPub.id), "")).status).toBe(405);
  });
});

test("R14: open streams do not hold a process that stops: they end, and it is gone within 5 s", async () => {
  const server = await startServer({ door: "front", databaseUrl: inject("databaseUrl") });
  try {
    await awaitReady(server);
    const stream = await follow(await signedIn(server.url));
    await stream.says(/retry/, 3_000);
    const start = performance.now();
    server.signal("SIGTERM");
    const exit = await server.exited;
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(exit.atMs - start).toBeLessThan(5_000);
    await stream.ends(1_000);
  } finally {
    await server.stop();
  }
});
