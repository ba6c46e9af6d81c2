import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { newId } from "@/lib/id";
import { type Answer, eventsOf, NIL_PARTNER } from "../support/gateway";
import {
  base64,
  claimOf,
  comparableLink,
  expectFarewell,
  holdTheSwitch,
  inSeconds,
  linkOf,
  newPortalKey,
  newPortalSession,
  type PortalKey,
  PortalVisitor,
  RETIRED,
  sessionsOf,
} from "../support/portal-link";
import { doors, frontDoor } from "../support/test-servers";
import { createWorld, type Row, type User, type World } from "../support/world";

let world: World;
let u1: User;
let u2: User;
let K: PortalKey;
let other: PortalKey;
let session: string;
const PASSWORD = "right-password-of-u1";

let letGo: () => Promise<void>;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
  letGo = await holdTheSwitch(world);
});
// Keys of their own for each test, so that no limit of one is another's.
beforeEach(async () => {
  await world.db.query("DELETE FROM rate_limits WHERE key LIKE 'guess-%:portal-link%'");
  [u1, u2] = [await world.newUser(), await world.newUser()];
  [K, other] = [await newPortalKey(world, world.partners.A, u1), await newPortalKey(world, world.partners.A, u2)];
  session = await newPortalSession(world, u1);
});
afterAll(async () => {
  await letGo();
  await world.close();
});

const sigOf = (changes = {}, key = K) => base64(claimOf(key, PASSWORD, changes));

async function expectEvent(answer: Answer, reason: string, partner: Row = world.partners.A): Promise<void> {
  const credentialId = partner === NIL_PARTNER ? null : (expect.any(String) as unknown);
  const outcome = reason === "accepted" ? "accepted" : "refused";
  const endUserId = reason === "accepted" ? u1.id : null;
  expect(await eventsOf(world, answer.requestId)).toEqual([
    {
      outcome,
      reason,
      kind: "login",
      protocol: "portal-link",
      test: false,
      partnerId: partner.id,
      appId: null,
      credentialId,
      endUserId,
      loginTokenId: null,
    },
  ]);
}

async function expectRetired(answer: Answer, url: string, reason: string, partner?: Row): Promise<void> {
  expect(answer.status).toBe(303);
  expect(answer.header("location")).toBe(RETIRED);
  expectFarewell(answer, url);
  await expectEvent(answer, reason, partner);
}

describe.each(doors())("portal links, %s", (_name, { url }) => {
  const visitor = new PortalVisitor(url);
  const open = (target: string, more = {}) => visitor.open(target, more);

  test("P5-01 a link of whoever is signed in leads to the home; the session stays as it is, and there is no other", async () => {
    const before = await sessionsOf(world, [u1, u2]);
    const answer = await open(linkOf(K.key, sigOf()), { session });
    expect(answer.status).toBe(303);
    expect(answer.header("location")).toBe("/");
    expectFarewell(answer, url);
    await expectEvent(answer, "accepted");
    expect(await sessionsOf(world, [u1, u2])).toBe(before);
  });

  test("P5-02, P5-03 without a session every link is answered alike, byte by byte, be the password right or the sig none", async () => {
    const none = await open(linkOf(K.key, null));
    await expectRetired(none, url, "no_session");
    expect(none.body).toBe("");
    const dead = await newPortalSession(world, u1);
    await world.db.query("UPDATE end_user_sessions SET revoked_at = now() WHERE end_user_id = $1 AND id_hash <> $2", [
      u1.id,
      Buffer.from(""),
    ]);
    const before = await sessionsOf(world, [u1, u2]);
    const sigs = [sigOf(), sigOf({ password: "wrong" }), "junk", base64("[".repeat(5_000)), base64('{"__proto__":{}}')];
    for (const sig of sigs) {
      for (const more of [{}, { session: dead }, { session: "A".repeat(43) }]) {
        const answer = await open(linkOf(K.key, sig), more);
        expect(comparableLink(answer)).toEqual(comparableLink(none));
        await expectEvent(answer, "no_session");
      }
    }
    for (const key of ["nobody", newId(), "%00", ""]) {
      const answer = await open(linkOf(key, sigOf()));
      expect(comparableLink(answer)).toEqual(comparableLink(none));
      await expectEvent(answer, "key_unknown", NIL_PARTNER);
    }
    expect(await sessionsOf(world, [u1, u2])).toBe(before);
  });

  test("P5-04 a link that names somebody else, or is wrong anywhere, leaves the session with whom it is", async () => {
    const before = await sessionsOf(world, [u1, u2]);
    const links: [string, string][] = [
      ["other_user", linkOf(other.key, sigOf({}, other))],
      ["user_id_mismatch", linkOf(K.key, sigOf({ user_id: Number(K.userId) + 1 }))],
      ["username_mismatch", linkOf(K.key, sigOf({ username: other.username }))],
      ["keys_differ", linkOf(K.key, sigOf({ key: other.key }))],
      ["keys_differ", linkOf(other.key, sigOf())],
      ["user_type_wrong", linkOf(K.key, sigOf({ user_type: 2 }))],
      ["link_over", linkOf(K.key, sigOf({ timestamp: inSeconds(-40) }))],
      ["link_over", linkOf(K.key, sigOf({ timestamp: undefined, timeout: 1_424_906_533 }))],
      ["sig_malformed", linkOf(K.key, null)],
      ["sig_malformed", `${linkOf(K.key, sigOf())}&sig=${encodeURIComponent(sigOf())}`],
    ];
    for (const [reason, link] of links) await expectRetired(await open(link, { session }), url, reason);
    for (const link of [linkOf("nobody", sigOf()), `${linkOf(K.key, sigOf())}&key=${K.key}`])
      await expectRetired(await open(link, { session }), url, "key_unknown", NIL_PARTNER);
    await world.db.query("UPDATE portal_keys SET revoked_at = now() WHERE id = $1", [K.id]);
    await expectRetired(await open(linkOf(K.key, sigOf()), { session }), url, "key_revoked");
    const suspended = await newPortalKey(world, world.partners.suspended, u1);
    const link = linkOf(suspended.key, sigOf({}, suspended));
    await expectRetired(await open(link, { session }), url, "partner_suspended", world.partners.suspended);
    expect(await sessionsOf(world, [u1, u2])).toBe(before);
  });

  test("P5-04 the session of a suspended user is none", async () => {
    await world.db.query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [u1.id]);
    await expectRetired(await open(linkOf(K.key, sigOf()), { session }), url, "no_session");
  });

  test("P5-07 what real senders send leads to the home", async () => {
    const named = await newPortalKey(world, world.partners.A, u1);
    await world.db.query("UPDATE portal_keys SET username = 'ada??>>~~' WHERE id = $1", [named.id]);
    const odd = { ...named, username: "ada??>>~~" };
    const sig = sigOf({}, odd);
    expect(sig).toMatch(/[+/]/);
    const sigs = [
      sig.replaceAll("=", ""),
      Buffer.from(sig, "base64").toString("base64url"),
      sigOf({ timestamp: undefined }, odd),
      sigOf({ timestamp: undefined, timeout: 86_400 }, odd),
      sigOf({ timestamp: undefined, timeout: String(inSeconds(60)) }, odd),
      sigOf({ timestamp: inSeconds(-20) }, odd),
      sigOf({ user_id: odd.userId, user_type: "1" }, odd),
      sigOf({ user_id: undefined, user_type: undefined }, odd),
    ];
    const links = [
      ...sigs.map((one) => linkOf(odd.key, one)),
      // As it stands: the pluses become spaces.
      `/portal?auth=1&sig=${sig}&key=${odd.key}`,
      `/portal?key=${odd.key}&sig=${sig.replaceAll("+", "%20")}&x=1&auth=1`,
    ];
    for (const link of links) {
      const answer = await open(link, { session });
      expect([answer.status, answer.header("location")], link).toEqual([303, "/"]);
    }
  });

  test("P5-08 without auth=1, once, it is the way to the home, without the query and without an event", async () => {
    const rest = `sig=${encodeURIComponent(sigOf())}&key=${K.key}`;
    for (const query of [`?auth=0&${rest}`, `?${rest}`, `?auth=1&auth=0&${rest}`, `?auth=1&auth=1&${rest}`, `?auth=01&${rest}`, "", "?"]) {
      for (const more of [{}, { session }]) {
        const answer = await open(`/portal${query}`, more);
        expect([answer.status, answer.header("location"), answer.body], query).toEqual([303, "/", ""]);
        expectFarewell(answer, url);
        expect(await eventsOf(world, answer.requestId)).toEqual([]);
      }
    }
  });

  test("P5-11 other spellings of the path are 404 and no redirect that has the password in it", async () => {
    const link = linkOf(K.key, sigOf());
    for (const spelled of ["/portal/x", "/portal/x/portal"]) {
      const answer = await open(link.replace("/portal", spelled));
      expect(answer.header("location"), spelled).toBeUndefined();
      expect(answer.status, spelled).toBe(404);
      expect(answer.body).not.toContain(PASSWORD);
    }
  });

  test("P5-12 other methods are 405, looking ahead is 503, and neither is an attempt", async () => {
    const link = linkOf(K.key, sigOf());
    for (const method of ["HEAD", "POST", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await open(link, { method, session, ...(method === "POST" ? { body: `password=${PASSWORD}` } : {}) });
      expect(answer.status, method).toBe(405);
      expect(answer.header("allow")).toBe("GET");
      expectFarewell(answer, url);
      expect(await eventsOf(world, answer.requestId)).toEqual([]);
    }
    for (const [name, value] of [
      ["Sec-Purpose", "prefetch;prerender"],
      ["Purpose", "prefetch"],
      ["X-Moz", "prefetch"],
      ["next-router-prefetch", "1"],
    ] as const) {
      const answer = await open(link, { session, headers: [[name, value]] });
      expect(answer.status, name).toBe(503);
      expectFarewell(answer, url);
      expect(await eventsOf(world, answer.requestId)).toEqual([]);
    }
  });

  test("P5-13 nothing of it is shown within another page", async () => {
    const link = linkOf(K.key, sigOf());
    for (const headers of [
      ...["iframe", "frame", "image", "script", "object", "empty"].map((dest) => [["Sec-Fetch-Dest", dest]]),
      ...["cors", "no-cors"].map((mode) => [["Sec-Fetch-Mode", mode]]),
    ] as [string, string][][]) {
      const answer = await open(link, { session, headers });
      expect(answer.status, JSON.stringify(headers)).toBe(403);
      expect(answer.body).not.toContain(PASSWORD);
      expectFarewell(answer, url);
      expect(await eventsOf(world, answer.requestId)).toEqual([]);
    }
    // Browsers that say nothing of it are served.
    expect((await open(link, { session, headers: [] })).header("location")).toBe("/");
  });

  test("P5-14 switched off by the partner, every link of its keys is answered alike, those of others as before", async () => {
    const partner = world.partners.B;
    const off = await newPortalKey(world, partner, u1);
    await world.db.query("UPDATE partners SET portal_links_off_at = now() WHERE id = $1", [partner.id]);
    const none = await open(linkOf(K.key, null));
    for (const sig of [sigOf({}, off), sigOf({}, other), "junk", null]) {
      for (const more of [{}, { session }]) {
        const answer = await open(linkOf(off.key, sig), more);
        expect(comparableLink(answer)).toEqual(comparableLink(none));
        await expectEvent(answer, "links_off", partner);
      }
    }
    expect((await open(linkOf(K.key, sigOf()), { session })).header("location")).toBe("/");
    await world.db.query("UPDATE partners SET portal_links_off_at = NULL WHERE id = $1", [partner.id]);
    expect((await open(linkOf(off.key, sigOf({}, off)), { session })).header("location")).toBe("/");
  });

  test("P5-14 switched off by the operator, so are those of everybody", async () => {
    const none = await open(linkOf(K.key, null));
    await world.db.query(
      "INSERT INTO platform_settings (name, value) VALUES ('portal-link.off', 'true') ON CONFLICT (name) DO UPDATE SET value = 'true'",
    );
    try {
      for (const sig of [sigOf(), "junk", null]) {
        for (const more of [{}, { session }]) {
          const answer = await open(linkOf(K.key, sig), more);
          expect(comparableLink(answer)).toEqual(comparableLink(none));
          await expectEvent(answer, "links_off_by_operator");
        }
      }
    } finally {
      await world.db.query("UPDATE platform_settings SET value = 'false' WHERE name = 'portal-link.off'");
    }
    expect((await open(linkOf(K.key, sigOf()), { session })).header("location")).toBe("/");
  });
});

describe("at the front door", () => {
  const { url } = frontDoor();
  const visitor = new PortalVisitor(url);

  test("what the limiter would answer is counted and not stored, and the answer stays the same", async () => {
    const crowd = await newPortalKey(world, world.partners.A, u2);
    const answers: Answer[] = [];
    for (let sent = 0; sent < 130; sent += 10)
      answers.push(...(await Promise.all(Array.from({ length: 10 }, () => visitor.open(linkOf(crowd.key, "junk"))))));
    for (const answer of answers) expect(comparableLink(answer)).toEqual(comparableLink(answers[0] as Answer));
    const { rows } = await world.db.query<{ count: number }>("SELECT count(*)::int AS count FROM login_events WHERE credential_id = $1", [
      crowd.id,
    ]);
    expect(rows[0]?.count).toBeGreaterThanOrEqual(90);
    expect(rows[0]?.count).toBeLessThanOrEqual(110);
    // Whoever is signed in goes on meanwhile, and is told of.
    const live = await newPortalSession(world, u2);
    const answer = await visitor.open(linkOf(crowd.key, sigOf({}, crowd)), { session: live });
    expect(answer.header("location")).toBe("/");
    expect(await eventsOf(world, answer.requestId)).toMatchObject([{ outcome: "accepted", endUserId: u2.id }]);
  });

  test("P5-11 doubled slashes, other letters and hidden spellings lead nowhere with the password", async () => {
    const query = linkOf(K.key, sigOf()).slice("/portal".length);
    for (const spelled of [
      "//portal",
      "/\\portal",
      "/PORTAL",
      "/%70ortal",
      "/x/../portal",
      "/portal/",
      "/portal//",
      "/portal/.",
      "/portal\\",
    ]) {
      const answer = await visitor.open(`${spelled}${query}`);
      expect(answer.header("location"), spelled).toBeUndefined();
      expect(answer.status, spelled).toBe(404);
    }
  });

  test("a link that a proxy says came over plain http is 403, told of with its key, and shows nothing of itself", async () => {
    const clear: [string, string] = ["X-Forwarded-Proto", "http"];
    const answer = await visitor.open(linkOf(K.key, sigOf()), { session, headers: [clear] });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain(PASSWORD);
    expectFarewell(answer, url);
    await expectEvent(answer, "plain_http");
  });
});
