import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { redeem } from "./store";
import { verifyRedemption } from "./verify";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type World = {
  revoked: boolean;
  bearerExpired: boolean;
  scope: "redeem" | "pair";
  partnerSuspended: boolean;
  foreign: boolean;
  appSuspended: boolean;
  userSuspended: boolean;
  access: "current" | "ended" | "revoked" | "future" | "pending" | "cancelled" | "rejected" | "refunded" | "none";
  used: boolean;
  tokenExpired: boolean;
  test: boolean;
};

const fine: World = {
  revoked: false,
  bearerExpired: false,
  scope: "redeem",
  partnerSuspended: false,
  foreign: false,
  appSuspended: false,
  userSuspended: false,
  access: "current",
  used: false,
  tokenExpired: false,
  test: false,
};

async function build(world: World): Promise<{ bearerHash: Buffer; loginTokenHash: Buffer; tokenId: string; partnerId: string }> {
  const db = pool("pages");
  const [partner, other, app, user, bearer, token] = Array.from({ length: 6 }, newId);
  const bearerHash = randomBytes(32);
  const loginTokenHash = randomBytes(32);
  const owner = world.foreign ? other : partner;
  await db.query(
    `INSERT INTO partners (id, name, slug, partnership, suspended_at) VALUES ($1::uuid, 'A', $1::text, 'active', $3), ($2::uuid, 'B', $2::text, 'active', null)`,
    [partner, other, world.partnerSuspended ? new Date() : null],
  );
  await db.query("INSERT INTO partner_time_zones (partner_id, effective_from, zone) VALUES ($1, '2000-01-01Z', 'Asia/Kathmandu')", [
    partner,
  ]);
  await db.query("INSERT INTO apps (id, partner_id, slug, suspended_at) VALUES ($1::uuid, $2, $1::text, $3)", [
    app,
    owner,
    world.appSuspended ? new Date() : null,
  ]);
  await db.query("INSERT INTO end_users (id, email, email_verified_at, suspended_at) VALUES ($1, $2, now(), $3)", [
    user,
    `${user}@x.example`,
    world.userSuspended ? new Date() : null,
  ]);
  await db.query(
    `INSERT INTO bearer_tokens (id, partner_id, name, hash, last_four, scopes, expires_at, revoked_at) VALUES ($1, $2, 'n', $3, 'abcd', ARRAY[$4]::bearer_scope[], $5, $6)`,
    [bearer, partner, bearerHash, world.scope, world.bearerExpired ? new Date(Date.now() - 1000) : null, world.revoked ? new Date() : null],
  );
  await db.query(
    `INSERT INTO login_tokens (hash, id, app_id, end_user_id, test, created_at, expires_at, used_at)
     VALUES ($1, $2, $3, $4, $5, now() - interval '1 hour', now() + make_interval(secs => $6), $7)`,
    [loginTokenHash, token, app, user, world.test, world.tokenExpired ? -1 : 60, world.used ? new Date() : null],
  );
  const periods = {
    current: ["-1 day", "1 day", null],
    ended: ["-2 day", "-1 day", null],
    revoked: ["-1 day", "1 day", "0 day"],
    future: ["1 day", "2 day", null],
    pending: [null, null, null],
    cancelled: [null, null, "0 day"],
    rejected: [null, null, "0 day"],
    refunded: ["-1 day", "1 day", "0 day"],
  } as const;
  const states: Partial<Record<World["access"], string>> = {
    pending: "pending",
    cancelled: "cancelled",
    rejected: "rejected",
    refunded: "refunded",
  };
  if (world.access !== "none") {
    const [from, until, revoked] = periods[world.access];
    await db.query(
      `INSERT INTO purchases (partner_id, id, app_id, end_user_id, state, starts_at, ends_at, revoked_at, refunded_at)
       VALUES ($1, $2, $3, $4, $8::purchase_state, now() + $5::interval, now() + $6::interval, now() + $7::interval, CASE WHEN $9 THEN now() END)`,
      [owner, newId(), app, user, from, until, revoked, states[world.access] ?? "confirmed", world.access === "refunded"],
    );
  }
  return { bearerHash, loginTokenHash, tokenId: token ?? "", partnerId: partner ?? "" };
}

async function outcome(world: World) {
  const built = await build(world);
  const requestId = newId();
  const row = await redeem(pool("gateway"), {
    bearerHash: built.bearerHash,
    loginTokenHash: built.loginTokenHash,
    eventId: newId(),
    requestId,
  });
  const { rows } = await pool("pages").query<{ used: boolean; events: number }>(
    `SELECT used_at IS NOT NULL AS used, (SELECT count(*)::int FROM login_events WHERE request_id = $2) AS events FROM login_tokens WHERE id = $1`,
    [built.tokenId, requestId],
  );
  return { row, verdict: verifyRedemption(row.facts), after: rows[0], world };
}

describe("the redeeming statement and the pure checks say the same", () => {
  const reasons: [string, Partial<World>][] = [
    ["bearer_revoked", { revoked: true }],
    ["bearer_expired", { bearerExpired: true }],
    ["bearer_scope_missing", { scope: "pair" }],
    ["partner_suspended", { partnerSuspended: true }],
    ["token_of_other_partner", { foreign: true }],
    ["app_suspended", { appSuspended: true }],
    ["user_suspended", { userSuspended: true }],
    ["access_missing", { access: "none" }],
    ["access_missing", { access: "pending" }],
    ["access_ended", { access: "ended" }],
    ["access_ended", { access: "revoked" }],
    ["access_ended", { access: "future" }],
    ["access_ended", { access: "cancelled" }],
    ["access_ended", { access: "rejected" }],
    ["access_ended", { access: "refunded" }],
    ["token_used", { used: true }],
    ["token_expired", { tokenExpired: true }],
  ];

  test("consumes and tells when everything is in order, also for a test launch without a purchase", async () => {
    for (const world of [fine, { ...fine, test: true, access: "none" as const }]) {
      const { row, verdict, after } = await outcome(world);
      expect(verdict).toEqual({ ok: true, value: null });
      expect(row.consumed).toBe(true);
      expect(row.zone).toBe("Asia/Kathmandu");
      expect(row.nowMs).toSatisfy(Number.isInteger);
      expect(after).toEqual({ used: true, events: 1 });
    }
  });

  test.each(reasons)("%s: refused, nothing consumed, no accepted event (%o)", async (reason, change) => {
    const { row, verdict, after, world } = await outcome({ ...fine, ...change });
    expect(verdict).toEqual({ ok: false, reason });
    expect(row.consumed).toBe(false);
    expect(after).toEqual({ used: world.used, events: 0 });
  });

  test("any two faults together are refused by both, and for the reason that the contract checks first", async () => {
    for (const [index, [first, one]] of reasons.entries()) {
      for (const [, two] of reasons.slice(index + 1)) {
        if (Object.keys(one)[0] === Object.keys(two)[0]) continue;
        const { row, verdict } = await outcome({ ...fine, ...one, ...two });
        expect(row.consumed, JSON.stringify([one, two])).toBe(false);
        expect(verdict).toEqual({ ok: false, reason: first });
      }
    }
  });

  test("an unknown bearer token, and an unknown or ill-spelled login token, consume nothing", async () => {
    const { bearerHash, loginTokenHash } = await build(fine);
    const ids = { eventId: newId(), requestId: newId() };
    const stranger = await redeem(pool("gateway"), { bearerHash: randomBytes(32), loginTokenHash, ...ids });
    expect([stranger.consumed, verifyRedemption(stranger.facts)]).toEqual([false, { ok: false, reason: "bearer_unknown" }]);
    for (const unknown of [randomBytes(32), null]) {
      const row = await redeem(pool("gateway"), { bearerHash, loginTokenHash: unknown, ...ids });
      expect([row.consumed, verifyRedemption(row.facts)]).toEqual([false, { ok: false, reason: "token_unknown" }]);
    }
    const rightful = await redeem(pool("gateway"), { bearerHash, loginTokenHash, eventId: newId(), requestId: newId() });
    expect(rightful.consumed).toBe(true);
  });
});

test("sixty at once on one token: one is told that it consumed it, and one event stands", async () => {
  const { bearerHash, loginTokenHash } = await build(fine);
  const rows = await Promise.all(
    Array.from({ length: 60 }, () => redeem(pool("gateway"), { bearerHash, loginTokenHash, eventId: newId(), requestId: newId() })),
  );
  expect(rows.filter((row) => row.consumed)).toHaveLength(1);
  const { rows: events } = await pool("pages").query("SELECT 1 FROM login_events WHERE credential_id = $1", [rows[0]?.bearerId]);
  expect(events).toHaveLength(1);
});
