import { afterAll, beforeAll, expect, test } from "vitest";
import { suspendApp } from "../apps";
import { newId } from "../id";
import { approvePartnership, suspendPartner } from "../partners";
import { createTestUser, suspendEndUser } from "../people";
import { launch } from "../protocols/launch-token";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, anEndUser, aPartner, auditOf, granted, someone } from "../testing/fixtures";
import { getFreeAccess, grantAccess, lastPurchase, listAccess, revokeAccess } from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const euro = { minor: 499, currency: "EUR" };
const soon = () => new Date(Date.now() + 3_600_000);
type Row = { price_minor: number; currency: string | null; starts_at: Date; ends_at: Date | null; revoked_at: Date | null };

const accessState = async (userId: string, appId: string) => (await lastPurchase(userId, appId))?.state ?? "none";

async function rowsOf(userId: string): Promise<Row[]> {
  const columns = "price_minor, currency, starts_at, ends_at, revoked_at";
  const { rows } = await testPool().query<Row>(`SELECT ${columns} FROM purchases WHERE end_user_id = $1 ORDER BY id`, [userId]);
  return rows;
}

test("a free app is got by a click, and a double click is one right", async () => {
  const partner = await aPartner();
  const app = await anApp(partner.id);
  const user = await anEndUser();
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => getFreeAccess(user.id, app.id, { kind: "end_user", id: user.id })));
  const ids = outcomes.map((outcome) => granted(outcome).accessId);
  expect(new Set(ids).size).toBe(1);
  expect(await rowsOf(user.id)).toMatchObject([{ price_minor: 0, currency: null, ends_at: null, revoked_at: null }]);
  expect(await auditOf(ids[0] ?? "")).toMatchObject([{ action: "access.granted", actor_kind: "end_user", actor_id: user.id }]);
});

test("a right that was just got opens the app at once", async () => {
  const app = await anApp((await aPartner()).id);
  for (let i = 0; i < 10; i += 1) {
    const user = await anEndUser();
    granted(await getFreeAccess(user.id, app.id, someone));
    expect((await launch({ appId: app.id, endUserId: user.id, test: false, requestId: newId() })).ok).toBe(true);
  }
});

test("what is not free, not published, suspended or not there is not got by a click", async () => {
  const partner = await aPartner();
  const user = await anEndUser();
  const get = async (appId: string, userId = user.id) => getFreeAccess(userId, appId, someone);
  const unknown = { ok: false, reason: "app_unknown" };
  expect(await get((await anApp(partner.id, { price: euro })).id)).toEqual({ ok: false, reason: "app_not_free" });
  expect(await get((await anApp(partner.id, { published: false })).id)).toEqual(unknown);
  const suspended = await anApp(partner.id);
  granted(await suspendApp(suspended.id, someone));
  expect(await get(suspended.id)).toEqual(unknown);
  const other = await aPartner({ active: false });
  granted(await approvePartnership(other.id, someone));
  const itsApp = await anApp(other.id);
  granted(await suspendPartner(other.id, someone));
  expect(await get(itsApp.id)).toEqual(unknown);
  expect(await get(newId())).toEqual(unknown);
  expect(await get("shop")).toEqual(unknown);
  expect(await rowsOf(user.id)).toEqual([]);
});

test("suspended, unknown and test users get nothing", async () => {
  const partner = await aPartner();
  const app = await anApp(partner.id);
  const user = await anEndUser();
  granted(await suspendEndUser(user.id, someone));
  expect(await getFreeAccess(user.id, app.id, someone)).toEqual({ ok: false, reason: "user_suspended" });
  const tester = granted(await createTestUser(partner.id, { name: "Tess" }, someone));
  for (const id of [tester.endUserId, newId(), "x"]) {
    expect(await getFreeAccess(id, app.id, someone)).toEqual({ ok: false, reason: "user_unknown" });
    expect(await grantAccess({ endUserId: id, appId: app.id }, someone)).toEqual({ ok: false, reason: "user_unknown" });
  }
});

test("the operator grants for a time and a price, published or not", async () => {
  const app = await anApp((await aPartner()).id, { published: false });
  const user = await anEndUser();
  const until = soon();
  granted(await grantAccess({ endUserId: user.id, appId: app.id, until, price: euro }, someone));
  expect(await rowsOf(user.id)).toMatchObject([{ price_minor: 499, currency: "EUR", ends_at: until, revoked_at: null }]);
  expect(await accessState(user.id, app.id)).toBe("current");
});

test("the same open-ended grant again is the one that is there; at another price it is refused", async () => {
  const app = await anApp((await aPartner()).id);
  const user = await anEndUser();
  const grant = { endUserId: user.id, appId: app.id, price: euro };
  const outcomes = await Promise.all([1, 2, 3].map(() => grantAccess(grant, someone)));
  expect(new Set(outcomes.map((outcome) => granted(outcome).accessId)).size).toBe(1);
  expect(await grantAccess({ ...grant, price: undefined }, someone)).toEqual({ ok: false, reason: "access_exists" });
  expect(await grantAccess({ ...grant, price: { minor: 500, currency: "EUR" } }, someone)).toEqual({ ok: false, reason: "access_exists" });
  expect(await rowsOf(user.id)).toHaveLength(1);
});

test("a right cannot end before it begins", async () => {
  const app = await anApp((await aPartner()).id);
  const user = await anEndUser();
  expect(await grantAccess({ endUserId: user.id, appId: app.id, until: new Date(Date.now() - 1000) }, someone)).toEqual({
    ok: false,
    reason: "until_in_the_past",
  });
  expect(await grantAccess({ endUserId: user.id, appId: newId() }, someone)).toEqual({ ok: false, reason: "app_unknown" });
});

test("revoking ends every right to the app, once; again answers the first time", async () => {
  const partner = await aPartner();
  const [app, other] = [await anApp(partner.id), await anApp(partner.id)];
  const user = await anEndUser();
  granted(await grantAccess({ endUserId: user.id, appId: app.id }, someone));
  granted(await grantAccess({ endUserId: user.id, appId: app.id, until: soon() }, someone));
  granted(await grantAccess({ endUserId: user.id, appId: other.id }, someone));
  const outcomes = await Promise.all([1, 2, 3].map(() => revokeAccess(user.id, app.id, someone)));
  expect(new Set(outcomes.map((outcome) => granted(outcome).revokedAt.getTime())).size).toBe(1);
  expect((await rowsOf(user.id)).filter((row) => row.revoked_at !== null)).toHaveLength(2);
  expect(await accessState(user.id, app.id)).toBe("revoked");
  expect(await accessState(user.id, other.id)).toBe("current");
  const { rows } = await testPool().query(
    "SELECT count(*)::int AS n FROM audit_events WHERE action = 'access.revoked' AND before->>'endUserId' = $1",
    [user.id],
  );
  expect(rows).toEqual([{ n: 2 }]);
  granted(await grantAccess({ endUserId: user.id, appId: app.id }, someone));
  expect(await accessState(user.id, app.id)).toBe("current");
});

test("what nobody had cannot be revoked", async () => {
  const app = await anApp((await aPartner()).id);
  const user = await anEndUser();
  for (const [userId, appId] of [
    [user.id, app.id],
    [newId(), app.id],
    [user.id, newId()],
    ["x", "y"],
  ] as const) {
    expect(await revokeAccess(userId, appId, someone)).toEqual({ ok: false, reason: "access_unknown" });
  }
});

test("a user's list tells what is current, over, revoked or out of reach, each app once", async () => {
  const partner = await aPartner({ name: "Lister" });
  const app = async (name: string) => anApp(partner.id, { name });
  const [current, ended, revoked, suspended] = [
    await app("A current"),
    await app("B ended"),
    await app("C revoked"),
    await app("D suspended"),
  ];
  const user = await anEndUser();
  const until = soon();
  for (const { id } of [current, revoked, suspended]) granted(await grantAccess({ endUserId: user.id, appId: id }, someone));
  for (const { id } of [current, ended]) granted(await grantAccess({ endUserId: user.id, appId: id, until }, someone));
  await testPool().query("UPDATE purchases SET starts_at = now() - interval '2 h', ends_at = now() - interval '1 h' WHERE app_id = $1", [
    ended.id,
  ]);
  granted(await revokeAccess(user.id, revoked.id, someone));
  granted(await suspendApp(suspended.id, someone));
  expect((await listAccess(user.id)).map(({ name, state, available, until: end }) => [name, state, available, end === null])).toEqual([
    ["A current", "current", true, true],
    ["B ended", "ended", true, false],
    ["C revoked", "revoked", true, true],
    ["D suspended", "current", false, true],
  ]);
  expect(await accessState(user.id, ended.id)).toBe("ended");
});

test("nobody sees another user's apps, nor one that was never published", async () => {
  const partner = await aPartner();
  const draft = await anApp(partner.id, { published: false });
  const [user, other] = [await anEndUser(), await anEndUser()];
  granted(await grantAccess({ endUserId: user.id, appId: draft.id }, someone));
  expect(await listAccess(user.id)).toEqual([]);
  expect(await listAccess(other.id)).toEqual([]);
  expect(await listAccess("x")).toEqual([]);
  expect(await accessState(other.id, draft.id)).toBe("none");
  expect(await accessState("x", "y")).toBe("none");
});
