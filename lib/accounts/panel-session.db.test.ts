import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { now, setClock } from "../clock";
import { createPartner } from "../partners";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { closePanelSession, findPanelSession, openPanelSession } from "./panel-session";

const HOUR = 3_600_000;
let database: TestDatabase;
let accountId = "";
let partnerId = "";
let restoreClock: () => void = () => undefined;

beforeAll(async () => {
  database = await testDatabase();
  const made = await createPartner({ name: "Lipa", email: "owner@lipa.example", password: "a long password" }, "self");
  if (!made.ok) throw new Error(made.reason);
  ({ accountId, partnerId } = made.value);
});
afterAll(() => database.drop());
afterEach(() => restoreClock());

function at(ms: number): void {
  restoreClock();
  restoreClock = setClock(() => ms);
}

test("a session says who is signed in and for which partner, in one statement", async () => {
  const id = await openPanelSession(accountId, null);
  expect(await findPanelSession(id)).toEqual({
    account: { id: accountId, email: "owner@lipa.example", verified: false, operator: false },
    membership: { partnerId, partnerName: "Lipa", partnerSlug: "lipa", role: "owner", partnerSuspended: false },
  });
  const { rows } = await testPool().query<{ id_hash: Buffer }>("SELECT id_hash FROM panel_sessions");
  expect(rows.every(({ id_hash }) => id_hash.length === 32 && !id_hash.equals(Buffer.from(id)))).toBe(true);
  for (const odd of ["", "x", `${id}x`, "0".repeat(43), "nul\u0000"]) expect(await findPanelSession(odd)).toBeNull();
});

test("PN-23: a new sign-in has another id, and ends the session that the browser had", async () => {
  const first = await openPanelSession(accountId, null);
  const elsewhere = await openPanelSession(accountId, null);
  const second = await openPanelSession(accountId, first);
  expect(second).not.toBe(first);
  expect(await findPanelSession(first)).toBeNull();
  expect(await findPanelSession(second)).not.toBeNull();
  expect(await findPanelSession(elsewhere)).not.toBeNull();
});

test("PN-24: after signing out the cookie is worth nothing, though it can still be decrypted", async () => {
  const id = await openPanelSession(accountId, null);
  await Promise.all([closePanelSession(id), closePanelSession(id), closePanelSession("no session")]);
  expect(await findPanelSession(id)).toBeNull();
});

test("a session is over after twelve hours without a request, and after seven days with them", async () => {
  const start = now().getTime();
  at(start);
  const idle = await openPanelSession(accountId, null);
  const busy = await openPanelSession(accountId, null);
  at(start + 12 * HOUR - 1);
  expect(await findPanelSession(busy)).not.toBeNull();
  at(start + 12 * HOUR);
  expect(await findPanelSession(idle)).toBeNull();
  for (let hour = 22; hour < 7 * 24; hour += 10) {
    at(start + hour * HOUR);
    expect(await findPanelSession(busy)).not.toBeNull();
  }
  at(start + 7 * 24 * HOUR - 1);
  expect(await findPanelSession(busy)).not.toBeNull();
  at(start + 7 * 24 * HOUR);
  expect(await findPanelSession(busy)).toBeNull();
});

test("being seen is written once a minute at most", async () => {
  const start = now().getTime();
  at(start);
  const id = await openPanelSession(accountId, null);
  const seen = async () => {
    const { rows } = await testPool().query<{ at: Date }>("SELECT max(last_seen_at) AS at FROM panel_sessions WHERE created_at = $1", [
      new Date(start),
    ]);
    return rows[0]?.at.getTime();
  };
  at(start + 59_999);
  await findPanelSession(id);
  expect(await seen()).toBe(start);
  at(start + 60_000);
  await findPanelSession(id);
  expect(await seen()).toBe(start + 60_000);
});

test("suspension of the account, and of the partner, is seen by the next request", async () => {
  const id = await openPanelSession(accountId, null);
  await testPool().query("UPDATE partners SET suspended_at = now() WHERE id = $1", [partnerId]);
  expect((await findPanelSession(id))?.membership?.partnerSuspended).toBe(true);
  await testPool().query("UPDATE partners SET suspended_at = NULL WHERE id = $1", [partnerId]);
  await testPool().query("UPDATE panel_accounts SET suspended_at = now() WHERE id = $1", [accountId]);
  expect(await findPanelSession(id)).toBeNull();
  await testPool().query("UPDATE panel_accounts SET suspended_at = NULL WHERE id = $1", [accountId]);
});
