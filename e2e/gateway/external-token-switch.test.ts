import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { Browser, expectIn, forgive, type Issuer, newIssuer, sessionIn, token } from "../support/external-token";
import type { Answer } from "../support/gateway";
import { doors } from "../support/test-servers";
import { createWorld, hashOf, type World } from "../support/world";

let world: World;
let issuer: Issuer;
beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
beforeEach(async () => {
  await forgive(world);
  issuer = await newIssuer(world, world.partners.A);
});
afterAll(() => world.close());

const U1 = { user: { uuid: "u1" } };
const U2 = { user: { uuid: "u2", email: "u2@alpha.example" } };

async function isOpen(session: string): Promise<boolean> {
  const { rowCount } = await world.db.query("SELECT FROM end_user_sessions WHERE id_hash = $1 AND revoked_at IS NULL", [hashOf(session)]);
  return rowCount === 1;
}

describe.each(doors())("somebody is signed in already, %s", (_name, { url }) => {
  const browser = () => new Browser(url);
  const cookie = (session: string): [string, string] => ["Cookie", `eu_session=${session}`];
  const signedIn = async (changes: Record<string, unknown> = U1) => sessionIn(await browser().arrive(token(issuer, changes))) ?? "";
  const ticketOn = (answer: Answer) => /name="ticket" value="([0-9A-Za-z]{43})"/.exec(answer.body)?.[1] ?? "";
  const press = (ticket: string, session: string, sender: [string, string][]) =>
    browser().ask("/auth/token/continue", {
      method: "POST",
      headers: [["Content-Type", "application/x-www-form-urlencoded"], cookie(session), ...sender],
      body: `ticket=${ticket}`,
    });
  const OWN: [string, string][] = [
    ["Origin", url],
    ["Sec-Fetch-Site", "same-origin"],
    ["Sec-Fetch-Dest", "document"],
    ["Sec-Fetch-Mode", "navigate"],
  ];

  test("P2-54 as somebody else: asked first, nothing changes until they say yes, then it does", async () => {
    const session = await signedIn();
    const V = token(issuer, U2);
    const asked = await browser().arrive(V, { headers: [cookie(session)] });
    expect(asked.status).toBe(200);
    expect(asked.body).toContain("Continue as u2@alpha.example");
    expect(asked.header("set-cookie")).toBeUndefined();
    expect(asked.header("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(await isOpen(session)).toBe(true);
    const answer = await press(ticketOn(asked), session, OWN);
    expect([answer.status, answer.header("location")]).toEqual([303, "https://alpha.example/reader/x"]);
    expect(await isOpen(sessionIn(answer) ?? "")).toBe(true);
    expect(await isOpen(session)).toBe(false);
    // The ticket is gone, and so is the token.
    expect((await press(ticketOn(asked), sessionIn(answer) ?? "", OWN)).status).toBe(403);
    expect((await browser().arrive(V)).header("location")).toContain("error=jti_replayed");
  });

  test("P2-57 P2-58 the question is answered by its own page in its own browser alone", async () => {
    const session = await signedIn();
    const ask = async () => ticketOn(await browser().arrive(token(issuer, U2), { headers: [cookie(session)] }));
    const ticket = await ask();
    for (const sender of [
      [],
      [["Origin", "https://evil.example"]],
      [["Origin", "null"]],
      [
        ["Origin", url],
        ["Sec-Fetch-Site", "cross-site"],
      ],
      [...OWN.slice(0, 2), ["Sec-Fetch-Dest", "iframe"]],
    ] as [string, string][][])
      expect((await press(ticket, session, sender)).status, JSON.stringify(sender)).toBe(403);
    expect((await press("x".repeat(43), session, OWN)).status).toBe(403);
    expect((await press(ticket, await signedIn({ user: { uuid: "u3" } }), OWN)).status).toBe(403);
    expect(await isOpen(session)).toBe(true);
  });

  test("a held token is over after five minutes, and its own end does not matter meanwhile", async () => {
    const session = await signedIn();
    const [late, early] = [
      await browser().arrive(token(issuer, U2), { headers: [cookie(session)] }),
      await browser().arrive(token(issuer, U2), { headers: [cookie(session)] }),
    ];
    await world.db.query("UPDATE held_tokens SET expires_at = now() WHERE hash = $1", [hashOf(ticketOn(late))]);
    expect((await press(ticketOn(late), session, OWN)).status).toBe(403);
    await world.db.query("UPDATE held_tokens SET held_at = held_at - interval '80 seconds' WHERE hash = $1", [hashOf(ticketOn(early))]);
    expect((await press(ticketOn(early), session, OWN)).status).toBe(303);
    const { rows } = await world.db.query<{ sealed_token: string }>("SELECT sealed_token FROM held_tokens");
    expect(rows.every(({ sealed_token }) => !sealed_token.includes(issuer.iss))).toBe(true);
  });

  test("an issuer that is disabled while a token is held signs nobody in", async () => {
    const session = await signedIn();
    const asked = await browser().arrive(token(issuer, U2), { headers: [cookie(session)] });
    await world.db.query("UPDATE issuers SET disabled_at = now() WHERE id = $1", [issuer.id]);
    expect((await press(ticketOn(asked), session, OWN)).status).toBe(401);
    expect(await isOpen(session)).toBe(true);
  });

  test("P2-55 P2-56 as themselves: a new session, the old one ends; a made-up one never counts", async () => {
    const session = await signedIn();
    const again = await browser().arrive(token(issuer, U1), { headers: [cookie(session)] });
    await expectIn(world, again, issuer);
    expect(sessionIn(again)).not.toBe(session);
    expect(await isOpen(session)).toBe(false);
    const madeUp = "A".repeat(43);
    const fixed = await browser().arrive(token(issuer, U1), { headers: [cookie(madeUp)] });
    await expectIn(world, fixed, issuer);
    expect(sessionIn(fixed)).not.toBe(madeUp);
    expect(await isOpen(madeUp)).toBe(false);
  });

  test("P2-50 a panel account's cookie in the same browser stays what it is, and no panel page opens", async () => {
    const panel = ["next-auth.session-token=x", "lk_panel=x"].join("; ");
    const answer = await browser().arrive(token(issuer, { user: { uuid: "op", email: "op@example.com" } }), {
      headers: [["Cookie", panel]],
    });
    await expectIn(world, answer, issuer);
    expect(answer.headers.get("set-cookie")).toHaveLength(1);
    const page = await fetch(`${url}/panel`, { redirect: "manual", headers: { cookie: `eu_session=${sessionIn(answer)}` } });
    expect([page.status >= 300 && page.status < 400, page.headers.get("location")?.includes("/panel/sign-in")]).toEqual([true, true]);
    const home = await fetch(`${url}/account`, { redirect: "manual", headers: { cookie: `eu_session=${sessionIn(answer)}` } });
    expect(home.status).toBe(200);
  });
});
