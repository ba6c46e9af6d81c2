import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashToken, newPrefixedToken, newToken } from "@/lib/crypto/token";
import { pool } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anEndUser, aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { aPairing, anAccessToken } from "@/lib/testing/pairing-fixture";
import { examineLaunch } from "./examine-launch";
import { launchUrl } from "./launch-url";
import { makeTestLaunch } from "./make-test-launch";
import { obtainToken } from "./obtain-store";
import { verifyObtaining } from "./verify";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

type World = {
  revoked: boolean;
  expired: boolean;
  scope: "redeem" | "pair";
  partnerSuspended: boolean;
  clientIds: "one" | "none" | "two" | "impossible" | "of another partner";
  ended: boolean;
  confirmed: boolean;
  userSuspended: boolean;
};
const fine: World = {
  revoked: false,
  expired: false,
  scope: "pair",
  partnerSuspended: false,
  clientIds: "one",
  ended: false,
  confirmed: true,
  userSuspended: false,
};

async function outcome(world: World) {
  const [partner, other, user] = [await aPartner(), await aPartner(), await anEndUser()];
  const pairing = await aPairing(world.clientIds === "of another partner" ? other.id : partner.id, user, { confirmed: world.confirmed });
  const bearer = newPrefixedToken("lk_live");
  const db = testPool();
  await db.query(
    "INSERT INTO bearer_tokens (id, partner_id, name, hash, last_four, scopes, expires_at, revoked_at) VALUES ($1, $2, 'n', $3, 'abcd', ARRAY[$4]::bearer_scope[], $5, $6)",
    [newId(), partner.id, hashToken(bearer), world.scope, world.expired ? new Date(0) : null, world.revoked ? new Date(0) : null],
  );
  if (world.ended) await db.query("UPDATE pairings SET ended_at = now(), ended_by = 'partner' WHERE id = $1", [pairing.id]);
  if (world.userSuspended) await db.query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [user.id]);
  if (world.partnerSuspended) await db.query("UPDATE partners SET suspended_at = now() WHERE id = $1", [partner.id]);
  const named = {
    one: [pairing.psClientId],
    none: [],
    two: [pairing.psClientId, "x"],
    impossible: [null],
    "of another partner": [pairing.psClientId],
  };
  const requestId = newId();
  const token = { hash: hashToken(newToken()), id: newId(), eventId: newId(), requestId };
  const row = await obtainToken(pool("gateway"), { bearerHash: hashToken(bearer), clientIds: named[world.clientIds] }, token);
  const { rows } = await db.query<{ tokens: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM pairing_tokens WHERE pairing_id = $1) AS tokens,
            (SELECT count(*)::int FROM login_events WHERE request_id = $2) AS events`,
    [pairing.id, requestId],
  );
  return { row, verdict: verifyObtaining(row.facts), after: rows[0] };
}

describe("the obtaining statement and the pure checks say the same", () => {
  const reasons: [string, Partial<World>][] = [
    ["bearer_revoked", { revoked: true }],
    ["bearer_expired", { expired: true }],
    ["bearer_scope_missing", { scope: "redeem" }],
    ["partner_suspended", { partnerSuspended: true }],
    ["client_id_missing", { clientIds: "none" }],
    ["client_id_repeated", { clientIds: "two" }],
    ["pairing_unknown", { clientIds: "impossible" }],
    ["pairing_unknown", { clientIds: "of another partner" }],
    ["pairing_ended", { ended: true }],
    ["pairing_not_confirmed", { confirmed: false }],
    ["user_suspended", { userSuspended: true }],
  ];

  test("P4-01: a token and its event when everything is in order", async () => {
    const { row, verdict, after } = await outcome(fine);
    expect([verdict, row.issued, after]).toEqual([{ ok: true, value: null }, true, { tokens: 1, events: 1 }]);
  });

  test.each(reasons)("P4-03: %s: nothing is issued, and no accepted event is written (%o)", async (reason, change) => {
    const { row, verdict, after } = await outcome({ ...fine, ...change });
    expect([verdict, row.issued, after]).toEqual([{ ok: false, reason }, false, { tokens: 0, events: 0 }]);
  });

  test("any two faults together are refused by both, and for the reason that is checked first", async () => {
    for (const [index, [first, one]] of reasons.entries())
      for (const [, two] of reasons.slice(index + 1)) {
        // Which pairing is meant decides whether there is one that could have ended; and nobody suspended has none.
        const both = { ...fine, ...one, ...two };
        if (Object.keys(one)[0] === Object.keys(two)[0] || (!both.confirmed && both.userSuspended)) continue;
        const { row, verdict } = await outcome(both);
        expect(row.issued, JSON.stringify([one, two])).toBe(false);
        expect(verdict, JSON.stringify([one, two])).toEqual({ ok: false, reason: first });
      }
  }, 120_000); // some hundred pairs, each set up anew

  test("an unknown bearer token obtains nothing", async () => {
    const ids = { hash: randomBytes(32), id: newId(), eventId: newId(), requestId: newId() };
    const row = await obtainToken(pool("gateway"), { bearerHash: randomBytes(32), clientIds: ["x"] }, ids);
    expect([row.issued, verifyObtaining(row.facts)]).toEqual([false, { ok: false, reason: "bearer_unknown" }]);
  });
});

describe("what the panel does with a pairing", () => {
  const address = () => `10.1.${Math.floor(Math.random() * 250)}.1`;

  test("a test launch is a right launch URL, an event and an audit entry; of another partner's pairing there is none", async () => {
    const [partner, other, user] = [await aPartner(), await aPartner(), await anEndUser()];
    const pairing = await aPairing(partner.id, user);
    const requestId = newId();
    const { url, signedText } = granted(await makeTestLaunch({ pairingId: pairing.id, partnerId: partner.id }, someone, requestId));
    expect(url).toContain(`${signedText}&signature=`);
    const told = granted(await examineLaunch(url, { pairingId: pairing.id, partnerId: partner.id, clientAddress: address() }));
    expect(told).toMatchObject({ refusal: null, finding: { of: "current", mistakes: [] } });
    expect(told.checks.every(({ state }) => state === "passed")).toBe(true);
    const { rows } = await testPool().query("SELECT kind, outcome, credential_id, detail FROM login_events WHERE request_id = $1", [
      requestId,
    ]);
    expect(rows).toEqual([{ kind: "launch", outcome: "accepted", credential_id: pairing.id, detail: { pairingId: pairing.id } }]);
    expect((await auditOf(pairing.id)).at(-1)).toMatchObject({ action: "pairing.launch_url_made" });
    const foreign = { pairingId: pairing.id, partnerId: other.id };
    expect(await makeTestLaunch(foreign, someone, newId())).toEqual({ ok: false, reason: "pairing_unknown" });
    expect(await examineLaunch(url, { ...foreign, clientAddress: address() })).toEqual({ ok: false, reason: "pairing_unknown" });
  });

  test("nothing is made for a pairing that waits, and the state of one is told where a URL is looked at", async () => {
    const [partner, user] = [await aPartner(), await anEndUser()];
    const waiting = await aPairing(partner.id, user, { confirmed: false });
    const own = { pairingId: waiting.id, partnerId: partner.id };
    expect(await makeTestLaunch(own, someone, newId())).toEqual({ ok: false, reason: "pairing_not_confirmed" });
    const pairing = await aPairing(partner.id, user);
    const { url } = granted(await makeTestLaunch({ pairingId: pairing.id, partnerId: partner.id }, someone, newId()));
    await testPool().query("UPDATE pairing_tokens SET used_at = now() WHERE pairing_id = $1", [pairing.id]);
    await testPool().query("UPDATE partners SET suspended_at = now() WHERE id = $1", [partner.id]);
    const told = granted(await examineLaunch(url, { pairingId: pairing.id, partnerId: partner.id, clientAddress: address() }));
    const failed = told.checks.flatMap(({ name, state }) => (state === "passed" ? [] : [name]));
    expect([told.refusal, failed]).toEqual(["token_used", ["token_used", "partner_suspended"]]);
  });

  test("another pairing's key is named, another partner's is not; wrong signatures are counted as guesses", async () => {
    const [partner, other, user] = [await aPartner(), await aPartner(), await anEndUser()];
    const [pairing, sibling] = [await aPairing(partner.id, user), await aPairing(partner.id, await anEndUser())];
    const foreign = await aPairing(other.id, await anEndUser());
    const { token } = await anAccessToken(pairing.id);
    const look = async (key: string, clientAddress: string) =>
      examineLaunch(launchUrl("", { vhost: pairing.vhost, accessToken: token, ts: 1 }, key), {
        pairingId: pairing.id,
        partnerId: partner.id,
        clientAddress,
      });
    expect(granted(await look(sibling.key, address())).finding).toEqual({ of: "other", mistakes: [] });
    expect(granted(await look(foreign.key, address())).finding).toBeNull();
    let last = await look("guess", "10.9.9.9");
    for (let i = 0; i < 110 && last.ok; i += 1) last = await look("guess", "10.9.9.9");
    expect(last).toEqual({ ok: false, reason: "too_many_guesses" });
    expect((await look(pairing.key, "10.9.9.9")).ok).toBe(true);
  });
});
