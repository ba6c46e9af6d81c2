import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newToken } from "@/lib/crypto/token";
import type { Answer } from "../support/gateway";
import { expectNoSecret } from "../support/invariant";
import {
  accessToken,
  Caller,
  expectIn,
  expectPage,
  expectUnspent,
  freshLaunch,
  hmac,
  newPairing,
  type Pairing,
  PairingSet,
  sessionIn,
  signed,
  textOf,
} from "../support/paired-launch";
import { publishText } from "../support/terms";
import { allServers, doors, frontDoor } from "../support/test-servers";
import { hashOf } from "../support/world";

const set = PairingSet.forThisFile();
const FORM: [string, string] = ["Content-Type", "application/x-www-form-urlencoded"];

async function isOpen(session: string): Promise<boolean> {
  const { rowCount } = await set.world.db.query("SELECT FROM end_user_sessions WHERE id_hash = $1 AND revoked_at IS NULL", [
    hashOf(session),
  ]);
  return rowCount === 1;
}

describe.each(doors())("how a launch comes in, %s", (_name, { url }) => {
  const browser = () => new Caller(url);
  const cookie = (session: string): [string, string] => ["Cookie", `eu_session=${session}`];
  const signedIn = async (pairing: Pairing) => sessionIn(await browser().ask((await freshLaunch(set.world, pairing)).target)) ?? "";
  const ticketOn = (answer: Answer) => /name="ticket" value="([0-9A-Za-z]{43})"/.exec(answer.body)?.[1] ?? "";
  const press = (ticket: string, session: string, sender: [string, string][] = OWN) =>
    browser().ask("/h/continue", { method: "POST", headers: [FORM, cookie(session), ...sender], body: `ticket=${ticket}` });
  const OWN: [string, string][] = [
    ["Origin", url],
    ["Sec-Fetch-Site", "same-origin"],
    ["Sec-Fetch-Dest", "document"],
    ["Sec-Fetch-Mode", "navigate"],
  ];

  test("P4-11 a vhost is spelled in one way: other spellings of it sign nobody in, whoever signs them", async () => {
    const token = await accessToken(set.world, set.a);
    const { vhost, key } = set.a;
    for (const other of [
      vhost.toUpperCase(),
      `D${vhost.slice(1)}`,
      `${vhost}.`,
      `${vhost}%20`,
      `${vhost};x`,
      vhost.replace("d", "%64"),
      vhost.replace("e", "%D0%B5"),
      `${vhost}%00`,
      `${vhost}%2F`,
      `-${vhost}`,
      "x".repeat(64),
    ]) {
      const answer = await browser().ask(signed(textOf(other, token), key));
      expect([401, 404], other).toContain(answer.status);
      expect(answer.header("location")).toBeUndefined();
      expect(sessionIn(answer)).toBeUndefined();
      // … nor does the canonical spelling's signature help.
      const again = await browser().ask(`${textOf(other, token)}&signature=${hmac(key, textOf(vhost, token))}`);
      expect([401, 404], other).toContain(again.status);
    }
    await expectPage(set.world, await browser().ask(signed(textOf("Demo2", token), key)), "vhost_malformed", set.a);
    await expectUnspent(set.world, token);
  });

  test("P4-19 looking never launches, and the URL is good afterwards", async () => {
    const { target, token } = await freshLaunch(set.world, set.a);
    for (const method of ["HEAD", "POST", "PUT", "OPTIONS"]) {
      const answer = await browser().ask(target, { method });
      expect([answer.status, answer.header("allow")], method).toEqual([405, "GET"]);
    }
    for (const header of [
      ["Sec-Purpose", "prefetch"],
      ["Sec-Purpose", "prefetch;prerender"],
      ["Purpose", "prefetch"],
      ["X-Moz", "prefetch"],
      ["Next-Router-Prefetch", "1"],
    ] as const)
      expect((await browser().ask(target, { headers: [header] })).status, header.join()).toBe(503);
    for (const dest of ["image", "script", "iframe", "frame", "object", "empty"])
      expect((await browser().ask(target, { headers: [["Sec-Fetch-Dest", dest]] })).status, dest).toBe(403);
    for (const mode of ["no-cors", "cors"])
      expect((await browser().ask(target, { headers: [["Sec-Fetch-Mode", mode]] })).status, mode).toBe(403);
    await expectUnspent(set.world, token);
    await expectIn(set.world, await browser().ask(target, { headers: OWN.slice(2) }), set.a);
  });

  test("P4-20 somebody else is signed in: asked first, the launch is not used up, and goes on once they say yes", async () => {
    const other = await newPairing(set.world, set.b.bearer);
    const session = await signedIn(other);
    const { target, token } = await freshLaunch(set.world, set.a);
    const asked = await browser().ask(target, { headers: [cookie(session)] });
    expect(asked.status).toBe(200);
    expect(asked.body).toContain("Continue as Somebody");
    expect(asked.header("set-cookie")).toBeUndefined();
    expect(asked.header("content-security-policy")).toContain("frame-ancestors 'none'");
    await expectUnspent(set.world, token);
    expect(await isOpen(session)).toBe(true);
    const answer = await press(ticketOn(asked), session);
    await expectIn(set.world, answer, set.a);
    expect(await isOpen(session)).toBe(false);
    // The ticket is gone, and so is the token.
    expect((await press(ticketOn(asked), sessionIn(answer) ?? "")).status).toBe(403);
    await expectPage(set.world, await browser().ask(target), "token_used", set.a, 410);
  });

  test("P4-20 the question is answered by its own page, in its own browser and room alone", async () => {
    const session = await signedIn(set.b);
    const ask = async () => ticketOn(await browser().ask((await freshLaunch(set.world, set.a)).target, { headers: [cookie(session)] }));
    const ticket = await ask();
    for (const sender of [
      [],
      [["Origin", "https://evil.example"]],
      [["Origin", "null"]],
      [...OWN.slice(0, 1), ["Sec-Fetch-Site", "cross-site"]],
      [...OWN.slice(0, 2), ["Sec-Fetch-Dest", "iframe"]],
    ] as [string, string][][])
      expect((await press(ticket, session, sender)).status, JSON.stringify(sender)).toBe(403);
    expect((await browser().ask(`/h/continue?ticket=${ticket}`, { headers: [cookie(session)] })).status).toBe(405);
    expect((await press(newToken(), session)).status).toBe(403);
    expect((await press(ticket, await signedIn(await newPairing(set.world, set.b.bearer)))).status).toBe(403);
    // What protocol 4 holds, protocol 2 cannot take.
    const headers: [string, string][] = [FORM, cookie(session), ...OWN];
    const elsewhere = await browser().ask("/auth/token/continue", { method: "POST", headers, body: `ticket=${await ask()}` });
    expect(elsewhere.status).toBe(403);
    expect(await isOpen(session)).toBe(true);
  });

  test("P4-20 a held launch is over after five minutes, its own end does not matter meanwhile, and what ends the pairing ends it too", async () => {
    const session = await signedIn(set.b);
    const hold = async () => {
      const launch = await freshLaunch(set.world, set.a);
      return { ...launch, ticket: ticketOn(await browser().ask(launch.target, { headers: [cookie(session)] })) };
    };
    const [late, early, ended] = [await hold(), await hold(), await hold()];
    await set.world.db.query("UPDATE held_tokens SET expires_at = now() WHERE hash = $1", [hashOf(late.ticket)]);
    expect((await press(late.ticket, session)).status).toBe(403);
    await set.world.db.query("UPDATE pairing_tokens SET expires_at = now() WHERE hash = $1", [hashOf(early.token)]);
    await set.world.db.query("UPDATE held_tokens SET held_at = held_at - interval '80 seconds' WHERE hash = $1", [hashOf(early.ticket)]);
    const answer = await press(early.ticket, session);
    await expectIn(set.world, answer, set.a);
    await set.world.db.query("UPDATE end_user_sessions SET revoked_at = NULL WHERE id_hash = $1", [hashOf(session)]);
    await set.world.db.query("UPDATE pairings SET ended_at = now(), ended_by = 'end_user' WHERE id = $1", [set.a.id]);
    await expectPage(set.world, await press(ended.ticket, session), "pairing_ended", set.a);
    expect(await isOpen(session)).toBe(true);
    const { rows } = await set.world.db.query<{ sealed_token: string }>("SELECT sealed_token FROM held_tokens");
    expect(rows.every(({ sealed_token }) => !sealed_token.includes("lo.cgi"))).toBe(true);
  });

  test("P4-20 as themselves: a new session, the old one ends; a made-up cookie never counts", async () => {
    const session = await signedIn(set.a);
    const again = await browser().ask((await freshLaunch(set.world, set.a)).target, { headers: [cookie(session)] });
    await expectIn(set.world, again, set.a);
    expect(await isOpen(session)).toBe(false);
    const madeUp = "A".repeat(43);
    const fixed = await browser().ask((await freshLaunch(set.world, set.a)).target, { headers: [cookie(madeUp)] });
    await expectIn(set.world, fixed, set.a);
    expect(sessionIn(fixed)).not.toBe(madeUp);
  });

  test("a panel account's cookie in the same browser stays what it is, and no panel page opens", async () => {
    const panel: [string, string] = ["Cookie", "next-auth.session-token=x; lk_panel=x"];
    const answer = await browser().ask((await freshLaunch(set.world, set.a)).target, { headers: [panel] });
    await expectIn(set.world, answer, set.a);
    expect(answer.headers.get("set-cookie")).toHaveLength(1);
    const page = await fetch(`${url}/panel`, { redirect: "manual", headers: { cookie: `eu_session=${sessionIn(answer)}` } });
    expect([page.status >= 300 && page.status < 400, page.headers.get("location")?.includes("/panel/sign-in")]).toEqual([true, true]);
    const home = await fetch(`${url}/account`, { redirect: "manual", headers: { cookie: `eu_session=${sessionIn(answer)}` } });
    expect(home.status).toBe(200);
  });

  test("whoever has documents to accept is led to them first", async () => {
    const country = _name === "front door" ? "FJ" : "TV";
    await set.world.db.query("UPDATE end_users SET country = $2 WHERE id = $1", [set.a.user.id, country]);
    await publishText(set.world, { slug: `launch-${country.toLowerCase()}`, country, version: 1, markdown: "# Terms\n" });
    const answer = await browser().ask((await freshLaunch(set.world, set.a)).target);
    await expectIn(set.world, answer, set.a, "/terms");
    const { rows } = await set.world.db.query("SELECT continue_to FROM end_user_sessions WHERE id_hash = $1", [
      hashOf(sessionIn(answer) ?? ""),
    ]);
    expect(rows).toEqual([{ continue_to: "/" }]);
  });

  test("a key that was sealed for somebody else signs nobody in: 503", async () => {
    await set.world.db.query(
      "UPDATE pairing_keys SET sealed_key = (SELECT sealed_key FROM pairing_keys WHERE pairing_id = $2) WHERE pairing_id = $1",
      [set.a.id, set.b.id],
    );
    const { target, token } = await freshLaunch(set.world, set.a);
    expect((await browser().ask(target)).status).toBe(503);
    await expectUnspent(set.world, token);
  });
});

describe("at the front door, which sees the target as it was sent", () => {
  const browser = () => new Caller(frontDoor().url);

  test("P4-12 other spellings of the path: 404 without a Location", async () => {
    const { target, token } = await freshLaunch(set.world, set.a);
    const rest = target.slice(2);
    for (const other of [
      `/h/../h${rest}`,
      `/${target}`,
      `/h/${rest}`,
      target.replace("/te/lo.cgi", "\\te\\lo.cgi"),
      target.replace("lo.cgi?", "lo.cgi/?"),
      `/H${rest}`,
      target.replace("/te/", "/TE/"),
      target.replace("/te/", "/te/./"),
      target.replace("/te/", "/%74e/"),
      target.replace("/h/", "/%68/"),
      target.replace("/te/", "//te/"),
      target.replace(set.a.vhost, ""),
    ]) {
      const answer = await browser().ask(other);
      expect([answer.status, answer.header("location"), other]).toEqual([404, undefined, other]);
    }
    await expectUnspent(set.world, token);
  });

  test("P4-11 P4-13 an escape in the query is another spelling, with a signature over it or over what it means", async () => {
    const token = await accessToken(set.world, set.a);
    const text = textOf(set.a.vhost, token);
    const { key } = set.a;
    for (const [other, reason] of [
      [text.replace("Launch", "%4Caunch"), "action_wrong"],
      [text.replace("pt=", "%70t="), "parameter_missing"],
      [text.replace("Action=", "Action=+"), "action_wrong"],
      [text.replace(/ts=1/, "ts=%31"), "ts_malformed"],
      [text.replace("&ts", "%26ts"), "parameter_missing"],
      [text.replace("&ts", ";ts"), "parameter_missing"],
      [text.replace("&ts", "&&ts"), "parameter_unknown"],
    ] as const)
      for (const signature of [hmac(key, other), hmac(key, text)]) {
        const answer = await browser().ask(`${other}&signature=${signature}`);
        const known = other.includes(`pt=${token}`) && !/[%;]26?ts|;ts/.test(other);
        await expectPage(set.world, answer, reason, known ? set.a : null);
      }
    await expectUnspent(set.world, token);
  });

  test("P4-11 a letter of another alphabet in the path is no vhost", async () => {
    const token = await accessToken(set.world, set.a);
    const answer = await browser().ask(signed(textOf(set.a.vhost.replace("e", "е"), token), set.a.key));
    expect([400, 401, 404]).toContain(answer.status);
    await expectUnspent(set.world, token);
  });

  test("over plain http nobody is signed in", async () => {
    const { target, token } = await freshLaunch(set.world, set.a);
    expect((await browser().ask(target, { headers: [["X-Forwarded-Proto", "http"]] })).status).toBe(403);
    await expectUnspent(set.world, token);
  });

  test("P4-23 guesses in a row: 429 with Retry-After, and the pairing's user comes in all the same", async () => {
    const guesser = browser();
    let last = await guesser.ask(signed(textOf(set.a.vhost, newToken()), "x"));
    for (let i = 0; i < 310 && last.status !== 429; i += 1) last = await guesser.ask(signed(textOf(set.a.vhost, newToken()), "x"));
    expect(last.status).toBe(429);
    expect(Number(last.header("retry-after"))).toBeGreaterThan(0);
    await expectIn(set.world, await guesser.ask((await freshLaunch(set.world, set.a)).target), set.a);
  });
});

test("P4-22 no log has a token, a signature, a bearer token or a key of this file", () => {
  const logs = allServers()
    .map(({ logFile }) => readFileSync(logFile, "utf8"))
    .join("\n");
  expect(logs).not.toMatch(/[?&]pt=|signature=[0-9a-f]/i);
  expectNoSecret(logs, [set.a.key, set.b.key, set.a.bearer.token, ...set.world.secrets()], "a log");
});
