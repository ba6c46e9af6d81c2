import { afterAll, beforeAll, expect, test } from "vitest";
import { transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner } from "@/lib/testing/fixtures";
import { endReplacedKey, lockCredential, replaceKey } from "./rotating-keys";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const pairings = { table: "pairings", keys: "pairing_keys", owner: "pairing_id" };

async function aCredential() {
  const [id, { id: partnerId }] = [newId(), await aPartner()];
  const text = "INSERT INTO pairings (id, partner_id, ps_client_id, email, vhost) VALUES ($1, $2, 'one', 'a@example.org', 'a')";
  await testPool().query(text, [id, partnerId]);
  return { id, partnerId, first: await addKey(id) };
}

async function addKey(owner: string, validUntil: Date | null = null) {
  const id = newId();
  const text = "INSERT INTO pairing_keys (id, pairing_id, sealed_key, valid_until) VALUES ($1, $2, 'sealed', $3)";
  await testPool().query(text, [id, owner, validUntil]);
  return id;
}

/** The ids of the keys that are good now, the newest first. */
async function goodKeys(owner: string) {
  const { rows } = await testPool().query<{ id: string }>(
    "SELECT id FROM pairing_keys WHERE pairing_id = $1 AND (valid_until IS NULL OR valid_until > now()) ORDER BY id DESC",
    [owner],
  );
  return rows.map(({ id }) => id);
}

const rotate = async (id: string, overlapSeconds: number) => {
  const end = await transaction((tx) => replaceKey(tx, pairings, id, overlapSeconds));
  return { end, key: await addKey(id) };
};

test("a replaced key is good for the overlap, and two are good at the most", async () => {
  const { id, first } = await aCredential();
  const started = Date.now();
  const second = await rotate(id, 3600);
  expect(Math.abs(second.end.getTime() - started - 3_600_000)).toBeLessThan(10_000);
  expect(await goodKeys(id)).toEqual([second.key, first]);
  const third = await rotate(id, 3600);
  expect(await goodKeys(id)).toEqual([third.key, second.key]);
  const fourth = await rotate(id, 0);
  expect(await goodKeys(id)).toEqual([fourth.key]);
});

test("a key that has an end lives no longer for being replaced, and may end sooner", async () => {
  const { id } = await aCredential();
  await rotate(id, 0);
  const end = new Date(Date.now() + 60_000);
  await testPool().query("UPDATE pairing_keys SET valid_until = $2 WHERE pairing_id = $1 AND replaced_at IS NULL", [id, end]);
  expect((await rotate(id, 3600)).end).toEqual(end);
  await testPool().query("UPDATE pairing_keys SET valid_until = $2 WHERE pairing_id = $1 AND replaced_at IS NULL", [id, end]);
  expect((await rotate(id, 0)).end.getTime()).toBeLessThan(end.getTime());
});

test("the key before is ended at once, one time; the current one never", async () => {
  const { id, first } = await aCredential();
  const end = () => transaction((tx) => endReplacedKey(tx, pairings, id));
  expect(await end()).toBe(false);
  expect(await goodKeys(id)).toEqual([first]);
  const { key } = await rotate(id, 3600);
  expect([await end(), await end()]).toEqual([true, false]);
  expect(await goodKeys(id)).toEqual([key]);
});

test("another credential's keys stay as they are", async () => {
  const [mine, other] = [await aCredential(), await aCredential()];
  await rotate(other.id, 3600);
  const before = await goodKeys(other.id);
  await rotate(mine.id, 0);
  await transaction((tx) => endReplacedKey(tx, pairings, mine.id));
  expect(await goodKeys(other.id)).toEqual(before);
});

test("a credential is held by its owner or the operator; another partner's, and one that never was, are unknown", async () => {
  const [{ id, partnerId }, stranger] = [await aCredential(), await aPartner()];
  const lock = (which: string, owner: string | null) => transaction((tx) => lockCredential(tx, pairings, which, owner));
  expect([await lock(id, partnerId), await lock(id, null)]).toEqual([{ partnerId }, { partnerId }]);
  expect([await lock(id, stranger.id), await lock(newId(), partnerId), await lock(newId(), null)]).toEqual([null, null, null]);
});

test("of two who hold one credential the second waits for the first; who does not hold it does not wait", async () => {
  const { id } = await aCredential();
  const order: string[] = [];
  const first = transaction(async (tx) => {
    await lockCredential(tx, pairings, id, null);
    order.push("first holds");
    await new Promise((done) => setTimeout(done, 300));
    order.push("first is done");
  });
  while (order.length === 0) await new Promise((done) => setTimeout(done, 5));
  const second = transaction(async (tx) => {
    await lockCredential(tx, pairings, id, null);
    order.push("second holds");
  });
  // The control: without the lock nobody is kept waiting.
  await transaction((tx) => tx.pairing.findUnique({ where: { id } }));
  order.push("somebody has looked");
  await Promise.all([first, second]);
  expect(order).toEqual(["first holds", "somebody has looked", "first is done", "second holds"]);
});
