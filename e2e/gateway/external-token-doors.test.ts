import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { latchkey } from "../support/command-line";
import {
  Browser,
  claims,
  expectAtIssuer,
  expectIn,
  expectPage,
  forgive,
  HS256,
  type Issuer,
  newIssuer,
  RA,
  sessionIn,
  signed,
  target,
  token,
} from "../support/external-token";
import { eventsOf } from "../support/gateway";
import { allServers, doors, frontDoor } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
let issuer: Issuer;
beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
beforeEach(async () => {
  await forgive(world);
  issuer = await newIssuer(world, world.partners.A);
});
afterAll(() => world.close());

const usedIds = async () => (await world.db.query("SELECT FROM used_token_ids WHERE issuer_id = $1", [issuer.id])).rowCount;
const FORM: [string, string] = ["Content-Type", "application/x-www-form-urlencoded"];

describe.each(doors())("where a token comes in, %s", (_name, { url }) => {
  const browser = () => new Browser(url);

  test("P2-63 P2-66 P2-67 the query counts before the cookie, and the cookie before the header; a used cookie goes", async () => {
    const [first, second, third] = [token(issuer), token(issuer), token(issuer)];
    const headers: [string, string][] = [
      ["Cookie", `a=b; external-auth-token=${second}`],
      ["external-auth-token", third],
    ];
    await expectIn(world, await browser().arrive(first, { headers }), issuer);
    const byCookie = await browser().ask("/auth/token", { headers });
    await expectIn(world, byCookie, issuer);
    expect(byCookie.headers.get("set-cookie")?.[1]).toBe("external-auth-token=; Path=/; Max-Age=0");
    await expectIn(world, await browser().ask("/auth/token", { headers: headers.slice(1) }), issuer);
    await expectPage(world, await browser().ask("/auth/token"), "token_missing");
  });

  test("P2-64 P2-65 two in one place are none, the same or not", async () => {
    const [V, W] = [token(issuer), token(issuer)];
    for (const more of [V, W]) await expectPage(world, await browser().ask(`${target(V)}&external-auth-token=${more}`), "token_ambiguous");
    const twice = await browser().ask("/auth/token", {
      headers: [
        ["external-auth-token", V],
        ["external-auth-token", W],
      ],
    });
    expect(twice.status).toBe(401);
    const body = `external-auth-token=${W}`;
    await expectPage(world, await browser().ask(target(V), { method: "POST", headers: [FORM], body }), "token_ambiguous");
    expect(await usedIds()).toBe(0);
  });

  test("a form is read like a query, and answered by 303; of another site it is held, and goes on where cookies are seen", async () => {
    const post = (headers: [string, string][]) =>
      browser().ask("/auth/token", { method: "POST", headers: [FORM, ...headers], body: `external-auth-token=${token(issuer)}` });
    const own = await post([]);
    expect([own.status, own.header("location")]).toEqual([303, "https://alpha.example/reader/x"]);
    const foreign = await post([
      ["Origin", "https://alpha.example"],
      ["Sec-Fetch-Site", "cross-site"],
    ]);
    expect(foreign.status).toBe(303);
    expect(sessionIn(foreign)).toBeUndefined();
    const next = foreign.header("location") ?? "";
    expect(next).toMatch(/^\/auth\/token\/continue\?ticket=[0-9A-Za-z]{43}$/);
    await expectIn(world, await browser().ask(next), issuer);
    expect((await browser().ask(next)).status).toBe(403);
  });

  test("P2-37 P2-41 a token is used once; what is refused is not used up", async () => {
    const V = claims(issuer);
    await expectAtIssuer(world, await browser().arrive(signed(HS256, { ...V, aud: "x" }, issuer.key)), issuer, "aud_wrong");
    await expectIn(world, await browser().arrive(signed(HS256, V, issuer.key)), issuer);
    for (let i = 0; i < 2; i += 1)
      await expectAtIssuer(world, await browser().arrive(signed(HS256, V, issuer.key)), issuer, "jti_replayed");
  });

  test("P2-42 P2-43 P2-44 P2-58 looking never signs in, and V works afterwards", async () => {
    const V = token(issuer);
    for (const method of ["HEAD", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await browser().arrive(V, { method });
      expect([answer.status, answer.header("allow")], method).toEqual([405, "GET, POST"]);
    }
    for (const header of [
      ["Sec-Purpose", "prefetch"],
      ["Sec-Purpose", "prefetch;prerender"],
      ["Purpose", "prefetch"],
      ["X-Moz", "prefetch"],
    ] as const)
      expect((await browser().arrive(V, { headers: [header] })).status, header.join()).toBe(503);
    for (const dest of ["image", "script", "style", "iframe", "frame", "object", "empty"])
      expect((await browser().arrive(V, { headers: [["Sec-Fetch-Dest", dest]] })).status, dest).toBe(403);
    for (const mode of ["no-cors", "cors"])
      expect((await browser().arrive(V, { headers: [["Sec-Fetch-Mode", mode]] })).status, mode).toBe(403);
    expect(await usedIds()).toBe(0);
    await expectIn(
      world,
      await browser().arrive(V, {
        headers: [
          ["Sec-Fetch-Dest", "document"],
          ["Sec-Fetch-Mode", "navigate"],
        ],
      }),
      issuer,
    );
  });

  test("P2-59 where a token may not lead, it leads home, and the event says so", async () => {
    for (const intended_url of [
      "//evil",
      "https://evil",
      "https:evil",
      "/\\evil",
      "\\\\evil",
      "/%09/evil",
      "https://alpha.example@evil",
      "https://alpha.example.evil",
      "https://evilalpha.example",
      "https://alpha.example:8443",
      "http://alpha.example",
      "javascript:alert(1)",
      "data:text/html,x",
      "https://alpha.example%00.evil",
      "https://аlpha.example",
      `/${"x".repeat(3000)}`,
      "/a\r\nSet-Cookie: x=1",
      "/auth/token?external-auth-token=x",
      "/api/auth/signout",
      "//[",
      7,
    ]) {
      const answer = await browser().arrive(token(issuer, { intended_url }));
      await expectIn(world, answer, issuer, "/");
      expect(answer.headers.get("set-cookie")).toHaveLength(1);
      const { rows } = await world.db.query<{ detail: unknown }>("SELECT detail FROM login_events WHERE request_id = $1", [
        answer.requestId,
      ]);
      expect(rows[0]?.detail).toEqual({ warnings: ["intended_url_refused"] });
    }
  });

  test("P2-60 where it may lead: home, a path of ours, our origin, a host on the issuer's list", async () => {
    for (const [intended_url, location] of [
      [undefined, "/"],
      ["/", "/"],
      ["/reader/x?y=1#z", "/reader/x?y=1#z"],
      [`${url}/services`, "/services"],
      ["https://alpha.example", "https://alpha.example"],
      ["https://ALPHA.example/x?y#z", "https://ALPHA.example/x?y#z"],
    ] as const)
      await expectIn(world, await browser().arrive(token(issuer, { intended_url })), issuer, location);
  });

  test("P2-34 P2-52 P2-53 what is wrong of the optional claims is left out, and nobody becomes more than a user", async () => {
    const user = {
      uuid: "u-9",
      email: "a@x.com,b@y.com",
      picture_url: "http://169.254.169.254/",
      role: "admin",
      is_staff: true,
      partner_id: world.partners.B.id,
      accept_terms_and_policies: "true",
    };
    const answer = await browser().arrive(token(issuer, { user }));
    await expectIn(world, answer, issuer);
    const { rows } = await world.db.query<{ detail: unknown; email: unknown; picture_url: unknown; acceptances: unknown }>(
      "SELECT e.detail, x.email, x.picture_url, (SELECT count(*)::int FROM terms_acceptances a WHERE a.end_user_id = e.end_user_id) AS acceptances FROM login_events e JOIN external_identities x ON x.end_user_id = e.end_user_id WHERE e.request_id = $1",
      [answer.requestId],
    );
    expect(rows).toEqual([
      {
        detail: { warnings: ["email_dropped", "picture_dropped", "terms_dropped"] },
        email: null,
        picture_url: null,
        acceptances: 0,
      },
    ]);
  });

  test("disabling an issuer, and suspending its partner, acts on the next request; who takes JSON alone is told in JSON", async () => {
    const own = await newIssuer(world, world.partners.B);
    await expectIn(world, await browser().arrive(token(own)), own);
    await world.db.query("UPDATE issuers SET disabled_at = now() WHERE id = $1", [own.id]);
    for (const server of allServers())
      await expectPage(world, await new Browser(server.url).arrive(token(own)), "issuer_disabled", own.partner);
    const ofSuspended = await newIssuer(world, world.partners.suspended);
    await expectPage(world, await browser().arrive(token(ofSuspended)), "partner_suspended", ofSuspended.partner);
    const json = await browser().arrive(token(own), { headers: [["Accept", "application/json"]] });
    expect([json.status, json.json()]).toEqual([
      401,
      { success: false, message: "This link did not sign you in.", code: "issuer_unknown", request_id: json.requestId },
    ]);
    await world.db.query("UPDATE issuers SET tells_failures = false, disabled_at = NULL WHERE id = $1", [own.id]);
    expect((await browser().arrive(token(own, { aud: "x" }))).header("location")).toBe(RA);
  });
});

test("P2-48 at the front door: no other spelling of the path answers, and none repeats the token", async () => {
  const V = token(issuer);
  for (const path of [
    "/auth/token/",
    "/auth//token",
    "//auth/token",
    "/auth\\token",
    "/AUTH/token",
    "/auth/%74oken",
    "/auth/./token",
    "/auth/token/x",
  ]) {
    const answer = await new Browser(frontDoor().url).ask(`${path}?external-auth-token=${V}`);
    expect([answer.status, answer.header("location")], path).toEqual([404, undefined]);
  }
  expect(await usedIds()).toBe(0);
});

test("P2-30 P2-61 P2-62 at the front door: guesses are counted by address and by issuer, whatever else they say of themselves, and others go on", async () => {
  const { url } = frontDoor();
  const bad = () => signed(HS256, claims(issuer), "no key");
  const from = new Browser(url);
  const statuses = await Promise.all(
    Array.from({ length: 110 }, (_, i) => from.arrive(bad(), { headers: [["Host", i % 2 ? "x" : "y."]] }).then(({ status }) => status)),
  );
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
  const late = await from.arrive(bad());
  expect([late.status, Number(late.header("retry-after")) > 0]).toEqual([429, true]);
  expect(await eventsOf(world, late.requestId)).toEqual([]);
  await expectIn(world, await from.arrive(token(issuer)), issuer);
  const next = await newIssuer(world, world.partners.B);
  await expectIn(world, await from.arrive(token(next)), next);
  expect((await from.arrive("x".repeat(17_000))).status).toBe(414);
});

test("plain http behind a proxy is refused with 403, and nothing is used up", async () => {
  const answer = await new Browser(frontDoor().url).arrive(token(issuer), { headers: [["X-Forwarded-Proto", "http"]] });
  expect(answer.status).toBe(403);
  expect(await eventsOf(world, answer.requestId)).toMatchObject([{ reason: "plain_http" }]);
  expect(await usedIds()).toBe(0);
});

test("an issuer made, rotated and disabled by the command line does so at every server", async () => {
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await latchkey(inject("databaseUrl"), "issuer", ...args);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout) as Record<string, string>;
  };
  const iss = `cli-${issuer.iss}`;
  const made = await run("create", "--partner", world.partners.A.id, "--iss", iss, "--redirect-url", RA, "--return-host", "alpha.example");
  expect(Object.keys(made)).toEqual(["issuerId", "key"]);
  const own: Issuer = { id: made.issuerId ?? "", iss, key: made.key ?? "", partner: world.partners.A };
  await expectIn(world, await new Browser(frontDoor().url).arrive(token(own)), own);
  const rotated = await run("rotate", "--issuer", iss, "--overlap", "1h");
  expect(Object.keys(rotated)).toEqual(["key", "previousUntil"]);
  for (const key of [own.key, rotated.key ?? ""])
    for (const { url } of allServers()) await expectIn(world, await new Browser(url).arrive(token({ ...own, key })), own);
  expect(await run("disable", "--issuer", iss)).toEqual({ status: "disabled" });
  for (const { url } of allServers()) await expectPage(world, await new Browser(url).arrive(token(own)), "issuer_disabled", own.partner);
  expect(await run("enable", "--issuer", iss)).toEqual({ status: "active" });
  const { stdout } = await latchkey(
    inject("databaseUrl"),
    "events",
    "list",
    "--partner",
    world.partners.A.id,
    "--protocol",
    "external-token",
    "--limit",
    "5",
  );
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ reason: "issuer_disabled", protocol: "external-token" }));
});
