import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrivalsOf } from "@/lib/events/arrivals";
import { recordRefusal } from "@/lib/events/login-event";
import { newId } from "@/lib/id";
import { createTestUser } from "@/lib/people";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anApp, anEndUser, aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { listPortalKeys, portalKeyText } from "./list-keys";
import { createPortalKey, revokePortalKey } from "./manage";
import { partnerLinksOffAt, portalLinksOff, switchAllPortalLinks, switchPartnerLinks } from "./settings";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const names = { username: "ada", userId: "7" };

async function buys(partnerId: string, endUserId: string): Promise<void> {
  const app = await anApp(partnerId);
  await testPool().query("INSERT INTO purchases (partner_id, id, app_id, end_user_id, starts_at) VALUES ($1, $2, $3, $4, now())", [
    partnerId,
    newId(),
    app.id,
    endUserId,
  ]);
}

async function pairs(partnerId: string, user: { id: string; email: string }, state: "waiting" | "confirmed" | "ended"): Promise<void> {
  await testPool().query(
    `INSERT INTO pairings (id, partner_id, ps_client_id, email, vhost, end_user_id, confirmed_at, ended_at, ended_by)
     VALUES ($1, $2, $3, $4, 'v' || substr($3, 1, 8), CASE WHEN $5 = 'waiting' THEN NULL ELSE $6::uuid END, CASE WHEN $5 = 'waiting' THEN NULL ELSE now() END,
             CASE WHEN $5 = 'ended' THEN now() END, CASE WHEN $5 = 'ended' THEN 'end_user'::pairing_end END)`,
    [newId(), partnerId, newId(), user.email, state, user.id],
  );
}

describe("a partner names its own users alone, and learns of nobody else whether they are there", () => {
  const attempt = (partnerId: string, email: string) => createPortalKey(partnerId, { email, ...names }, "its_own", someone);

  test("an address that nobody has, and that of somebody who has nothing to do with the partner, are the same refusal", async () => {
    const [own, other] = [await aPartner(), await aPartner()];
    const stranger = await anEndUser();
    await buys(other.id, stranger.id);
    const nobody = await attempt(own.id, `nobody-${newId()}@example.com`);
    expect(nobody).toEqual({ ok: false, reason: "user_unknown" });
    expect(await attempt(own.id, stranger.email)).toEqual(nobody);
    expect(await listPortalKeys(own.id)).toEqual([]);
  });

  test("somebody who has got an app of it, or confirmed a pairing with it, can be named", async () => {
    const own = await aPartner();
    const [buyer, paired, waiting, ended] = [await anEndUser(), await anEndUser(), await anEndUser(), await anEndUser()];
    await buys(own.id, buyer.id);
    await pairs(own.id, paired, "confirmed");
    await pairs(own.id, waiting, "waiting");
    await pairs(own.id, ended, "ended");
    granted(await attempt(own.id, buyer.email));
    granted(await attempt(own.id, paired.email));
    for (const { email } of [waiting, ended]) expect(await attempt(own.id, email)).toEqual({ ok: false, reason: "user_unknown" });
  });

  test("an address that is not verified tells nothing of its account", async () => {
    const own = await aPartner();
    const user = await anEndUser({ verified: false });
    await buys(own.id, user.id);
    expect(await attempt(own.id, user.email)).toEqual({ ok: false, reason: "user_unknown" });
    const test = granted(await createTestUser(own.id, { name: "Tess", email: `tess-${newId()}@example.com` }, someone));
    expect(await createPortalKey(own.id, { email: test.email, ...names }, "anybody", someone)).toMatchObject({ reason: "user_unknown" });
  });
});

async function aKey(partnerId: string) {
  const user = await anEndUser();
  return granted(await createPortalKey(partnerId, { email: user.email, ...names }, "anybody", someone));
}

test("a key is revoked by its partner alone, once; what is somebody else's is unknown", async () => {
  const [own, other] = [await aPartner(), await aPartner()];
  const { portalKeyId, key } = await aKey(own.id);
  expect(await portalKeyText(portalKeyId, own.id)).toBe(key);
  expect(await portalKeyText(portalKeyId, other.id)).toBeNull();
  expect(await revokePortalKey(portalKeyId, other.id, someone)).toEqual({ ok: false, reason: "portal_key_unknown" });
  expect((await listPortalKeys(own.id))[0]?.revokedAt).toBeNull();
  const [first, second] = await Promise.all([1, 2].map(() => revokePortalKey(portalKeyId, own.id, someone)));
  expect(first?.ok && second?.ok).toBe(true);
  expect((await auditOf(portalKeyId)).map(({ action }) => action)).toEqual(["portal_key.created", "portal_key.revoked"]);
});

const comesIn = (partnerId: string, credentialId: string) =>
  recordRefusal(testPool(), {
    kind: "login",
    protocol: "portal-link",
    reason: "no_session",
    partnerId,
    appId: null,
    credentialId,
    endUserId: null,
    loginTokenId: null,
    requestId: newId(),
    test: false,
  });

test("the panel's list tells of each key how many links came in and when last, by the key alone", async () => {
  const own = await aPartner();
  const [used, unused] = [await aKey(own.id), await aKey(own.id)];
  for (let link = 0; link < 3; link += 1) await comesIn(own.id, used.portalKeyId);
  await testPool().query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, credential_id, request_id)
     VALUES ($1, now() - interval '31 days', $2, 'login', 'portal-link', 'refused', 'no_session', $3, $2)`,
    [own.id, newId(), used.portalKeyId],
  );
  const keys = new Map((await listPortalKeys(own.id)).map(({ id, arrivals }) => [id, arrivals]));
  expect(keys.get(used.portalKeyId)).toMatchObject({ count: 3, more: false });
  expect(Date.now() - (keys.get(used.portalKeyId)?.lastAt?.getTime() ?? 0)).toBeLessThan(60_000);
  expect(keys.get(unused.portalKeyId)).toEqual({ count: 0, more: false, lastAt: null });
});

test("however many links came in, a bounded number of entries of one index is read for the count", async () => {
  const own = await aPartner();
  const { portalKeyId } = await aKey(own.id);
  // In steps: on a machine that is at work elsewhere, all of them at once take longer than a statement may.
  for (let from = 1; from <= 40_000; from += 4_000)
    await testPool().query(
      `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, credential_id, request_id)
       SELECT $1, now() - make_interval(secs => n), gen_random_uuid(), 'login', 'portal-link', 'refused', 'no_session',
              CASE WHEN n % 2 = 0 THEN $2::uuid ELSE gen_random_uuid() END, gen_random_uuid()
         FROM generate_series($3::int, $3::int + 3999) AS n`,
      [own.id, portalKeyId, from],
    );
  await testPool().query("ANALYZE login_events");
  const since = new Date(Date.now() - 30 * 86_400_000);
  expect((await arrivalsOf([portalKeyId], since)).get(portalKeyId)).toMatchObject({ count: 1000, more: true });
  const { rows } = await testPool().query<{ "QUERY PLAN": string }>(
    `EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF)
       SELECT count(*) FROM (SELECT FROM login_events e WHERE e.credential_id = $1 AND e.at >= $2 ORDER BY e.at DESC LIMIT 1001) AS counted`,
    [portalKeyId, since],
  );
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(/Index.* Scan/);
  expect(plan).not.toContain("Seq Scan");
  const read = [...plan.matchAll(/Scan.*rows=(\d+)/g)].map(([, rows]) => Number(rows));
  expect(Math.max(...read)).toBeLessThanOrEqual(1001);
});

test("a partner switches its own links off and on, once each, and is told of by whom", async () => {
  const [own, other] = [await aPartner(), await aPartner()];
  const switched = await Promise.all([true, true].map((off) => switchPartnerLinks(own.id, off, someone)));
  expect(switched.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await partnerLinksOffAt(own.id)).toBeInstanceOf(Date);
  expect(await partnerLinksOffAt(other.id)).toBeNull();
  granted(await switchPartnerLinks(own.id, false, someone));
  expect(await switchPartnerLinks(own.id, false, someone)).toEqual({ ok: false, reason: "links_on_already" });
  const audit = (await auditOf(own.id)).filter(({ action }) => action === "partner.portal_links_switched");
  expect(audit.map(({ after }) => after)).toEqual([{ off: true }, { off: false }]);
});

test("the operator switches all of them off and on again", async () => {
  expect(await portalLinksOff()).toBe(false);
  await switchAllPortalLinks(true, someone);
  expect(await portalLinksOff()).toBe(true);
  await switchAllPortalLinks(false, someone);
  expect(await portalLinksOff()).toBe(false);
});
