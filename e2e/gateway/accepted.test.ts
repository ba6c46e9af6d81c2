import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  acceptedCount,
  expectAccepted,
  expectCleanLogs,
  expectRefusal,
  eventsOf,
  GatewayClient,
  forgiveNextDoor,
} from "../support/gateway";
import { nextMidnightByIntl } from "../support/local-midnight";
import { allServers, doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
  await forgiveNextDoor(world);
});
afterAll(async () => {
  expectCleanLogs(world, allServers());
  await world.close();
});

describe.each(doors())("an accepted redemption, %s", (_name, { url }) => {
  const client = () => new GatewayClient(url, world);
  const redeemed = async (options: { zone?: string } = {}) => {
    const { u1 } = world.users;
    if (options.zone) await world.setZone(world.partners.A, options.zone);
    const token = await world.freshToken(u1, world.apps.aPub);
    const askedMs = Date.now();
    const answer = await client().redeem(token.token, world.bearers.TA.token, { allowed: [u1.email] });
    return { token, answer, askedMs, answeredMs: Date.now() };
  };

  test("P1-01 answers the verified address and nothing else, leaves one event, and the second call is 410", async () => {
    const { token, answer } = await redeemed();
    await expectAccepted(world, answer, token);
    const again = await client().redeem(token.token, world.bearers.TA.token);
    await expectRefusal(world, again, { status: 410, reason: "token_used", partner: world.partners.A });
    expect(await acceptedCount(world, token)).toBe(1);
  });

  test("the event of an accepted redemption names the bearer token that was presented", async () => {
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const answer = await client().redeem(token.token, world.bearers.TA2.token, { allowed: [world.users.u1.email] });
    expect(await eventsOf(world, answer.requestId)).toMatchObject([{ credentialId: world.bearers.TA2.id, test: false }]);
  });

  test("the id of a request is ours: a caller cannot choose it, nor have two requests share one", async () => {
    const chosen = "01900000-0000-7000-8000-000000000000";
    const ids = new Set<string>([chosen]);
    for (let i = 0; i < 2; i += 1) {
      const answer = await client().redeem("abc", world.bearers.TA.token, { headers: [["X-Request-Id", chosen]] });
      expect(await eventsOf(world, answer.requestId)).toHaveLength(1);
      ids.add(answer.requestId);
    }
    expect(ids.size).toBe(3);
  });

  test("P1-04 the scheme's case does not matter (RFC 9110): bearer, BEARER", async () => {
    for (const scheme of ["bearer", "BEARER", "bEaReR"]) {
      const token = await world.freshToken(world.users.u1, world.apps.aPub);
      const answer = await client().ask(`/api/authorization/${token.token}`, {
        headers: [["authorization", `${scheme} ${world.bearers.TA.token}`]],
        allowed: [world.users.u1.email],
      });
      await expectAccepted(world, answer, token);
    }
  });

  test.each([
    ["If-None-Match", "*"],
    ["If-Modified-Since", "Sun, 22 Nov 2099 00:00:00 GMT"],
    ["Range", "bytes=0-1"],
    ["Accept", "text/html"],
    ["Accept", "image/*;q=0.1"],
    ["Accept-Encoding", "br"],
  ])("P1-24 answers the whole JSON to %s: %s, never 304, 206 or another form", async (name, value) => {
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const answer = await client().redeem(token.token, world.bearers.TA.token, {
      headers: [[name, value]],
      allowed: [world.users.u1.email],
    });
    await expectAccepted(world, answer, token);
    expect(answer.header("content-range")).toBeUndefined();
  });

  test("P1-26 gives a page of another origin nothing to read: no CORS header, and its preflight is 405", async () => {
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const origin: [string, string] = ["Origin", "https://evil.example"];
    const preflight = await client().ask(`/api/authorization/${token.token}`, {
      method: "OPTIONS",
      headers: [origin, ["Access-Control-Request-Method", "GET"], ["Access-Control-Request-Headers", "authorization"]],
    });
    expect(preflight.status).toBe(405);
    const simple = await client().redeem(token.token, world.bearers.TA.token, { headers: [origin], allowed: [world.users.u1.email] });
    await expectAccepted(world, simple, token);
    for (const { headers } of [preflight, simple]) {
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  test("a user without a verified address is known by a generated one: stable, on a reserved domain, of that user alone", async () => {
    const addresses: string[] = [];
    const other = await world.newUser({ verified: false, access: [world.apps.aPub] });
    for (const [user, app] of [
      [world.users.u4, world.apps.aPub],
      [world.users.u4, world.apps.aSecond],
      [other, world.apps.aPub],
    ] as const) {
      const token = await world.freshToken(user, app);
      const answer = await client().redeem(token.token, world.bearers.TA.token);
      const { internal_email_address: address } = answer.json() as { internal_email_address: string };
      await expectAccepted(world, answer, token, address);
      addresses.push(address);
    }
    const [first, second, ofOther] = addresses;
    expect(first).toMatch(/^[^@\s]+@[a-z0-9.-]+\.(?:invalid|test|example|localhost)$/);
    expect(second).toBe(first);
    expect(ofOther).not.toBe(first);
  });

  test("an address that is verified later is answered from then on", async () => {
    const user = await world.newUser({ verified: false, access: [world.apps.aPub] });
    await world.db.query("UPDATE end_users SET email_verified_at = now() WHERE id = $1", [user.id]);
    const token = await world.freshToken(user, world.apps.aPub);
    await expectAccepted(world, await client().redeem(token.token, world.bearers.TA.token, { allowed: [user.email] }), token);
  });

  test.each([
    "UTC",
    "Europe/Warsaw",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/Havana",
  ])("the session ends when the partner's day does, by an independent calendar: %s", async (zone) => {
    const { answer, askedMs, answeredMs } = await redeemed({ zone });
    expect(answer.status).toBe(200);
    const endsAt = answer.header("x-session-ends-at") ?? "";
    expect(endsAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);
    // Asked in the last second of a day, the answer may stand on either side of midnight.
    expect([nextMidnightByIntl(zone, askedMs), nextMidnightByIntl(zone, answeredMs)]).toContain(Date.parse(endsAt));
    const maxAge = Number(answer.header("x-session-max-age"));
    expect(Number.isInteger(maxAge)).toBe(true);
    expect(maxAge).toBeGreaterThanOrEqual(Math.floor((Date.parse(endsAt) - answeredMs) / 1000) - 1);
    expect(maxAge).toBeLessThanOrEqual(Math.ceil((Date.parse(endsAt) - askedMs) / 1000) + 1);
  });

  test("a change of zone that is scheduled for later does not move today's midnight", async () => {
    await world.setZone(world.partners.A, "Asia/Kathmandu");
    await world.setZone(world.partners.A, "Pacific/Kiritimati", new Date(Date.now() + 3_600_000));
    const { answer, askedMs } = await redeemed();
    expect(Date.parse(answer.header("x-session-ends-at") ?? "")).toBe(nextMidnightByIntl("Asia/Kathmandu", askedMs));
  });
});

test("the calendar that the zones are held against is right on days of 23, 25 and 24.5 hours, and where midnight is skipped", () => {
  const hoursFrom = (zone: string, start: string) => (nextMidnightByIntl(zone, Date.parse(start)) - Date.parse(start)) / 3_600_000;
  expect(hoursFrom("Europe/Warsaw", "2026-03-29T00:00:00+01:00")).toBe(23);
  expect(hoursFrom("Europe/Warsaw", "2026-10-25T00:00:00+02:00")).toBe(25);
  expect(hoursFrom("Australia/Lord_Howe", "2026-04-05T00:00:00+11:00")).toBe(24.5);
  expect(hoursFrom("America/Santiago", "2026-09-05T00:00:00-04:00")).toBe(24); // the 6th begins at 01:00
  expect(hoursFrom("America/Santiago", "2026-09-06T01:00:00-03:00")).toBe(23);
});
