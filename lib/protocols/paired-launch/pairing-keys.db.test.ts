import { afterAll, beforeAll, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { openSecret } from "@/lib/crypto/sealed-secret";
import { newId } from "@/lib/id";
import { aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aProposedPairing } from "@/lib/testing/proposal-fixture";
import { endPreviousPairingKey, rotatePairingKey } from "./rotate-key";
import { endPairing } from "./settle-pairing";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const refusedFor = (reason: string) => ({ ok: false, reason });

async function keysOf(pairingId: string) {
  const { rows } = await testPool().query<{ id: string; sealed_key: string; replaced_at: Date | null; valid_until: Date | null }>(
    "SELECT * FROM pairing_keys WHERE pairing_id = $1 ORDER BY id DESC",
    [pairingId],
  );
  return Promise.all(
    rows.map(async (row) => ({
      key: await openSecret("pairing-key", row.id, row.sealed_key),
      current: row.replaced_at === null,
      until: row.valid_until,
    })),
  );
}

const rotation = (more: { overlapSeconds?: number; signatureKey?: string | null } = {}) => ({
  overlapSeconds: 3600,
  signatureKey: null,
  ...more,
});

test("the key before stays good for the overlap; two keys at the most", async () => {
  const at = Date.now();
  const restore = setClock(() => at);
  try {
    const { id } = await aPartner();
    const made = await aProposedPairing(id);
    const second = granted(await rotatePairingKey(made.pairingId, id, rotation({ signatureKey: "the partner's own" }), someone));
    expect(second).toEqual({ signatureKey: "the partner's own", previousUntil: new Date(at + 3_600_000) });
    const third = granted(await rotatePairingKey(made.pairingId, null, rotation({ overlapSeconds: 60 }), someone));
    expect(await keysOf(made.pairingId)).toEqual([
      { key: third.signatureKey, current: true, until: null },
      { key: "the partner's own", current: false, until: new Date(at + 60_000) },
      { key: made.signatureKey, current: false, until: new Date(at) },
    ]);
    const told = await auditOf(made.pairingId);
    expect(told.map(({ action }) => action)).toEqual(["pairing.proposed", "pairing.key_rotated", "pairing.key_rotated"]);
    expect(JSON.stringify(told)).not.toContain("the partner's own");
  } finally {
    restore();
  }
});

test("somebody else's pairing, one that has ended, and one that is not there are refused", async () => {
  const [mine, theirs] = [await aPartner(), await aPartner()];
  const { pairingId } = await aProposedPairing(theirs.id);
  expect(await rotatePairingKey(pairingId, mine.id, rotation(), someone)).toEqual(refusedFor("pairing_unknown"));
  expect(await rotatePairingKey(newId(), null, rotation(), someone)).toEqual(refusedFor("pairing_unknown"));
  expect(await endPreviousPairingKey(pairingId, mine.id, someone)).toEqual(refusedFor("pairing_unknown"));
  granted(await endPairing(pairingId, { kind: "operator" }));
  expect(await rotatePairingKey(pairingId, theirs.id, rotation(), someone)).toEqual(refusedFor("pairing_ended"));
  expect(await keysOf(pairingId)).toHaveLength(1);
});

test("the key before can be ended at once, once", async () => {
  const { id } = await aPartner();
  const { pairingId } = await aProposedPairing(id);
  expect(await endPreviousPairingKey(pairingId, id, someone)).toEqual(refusedFor("no_previous_key"));
  granted(await rotatePairingKey(pairingId, id, rotation(), someone));
  const both = await Promise.all([1, 2].map(() => endPreviousPairingKey(pairingId, id, someone)));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  const [, previous] = await keysOf(pairingId);
  expect(previous?.until?.getTime()).toBeLessThanOrEqual(Date.now());
});

test("of two rotations at once both have happened, one after the other, and one key is current", async () => {
  const { id } = await aPartner();
  const { pairingId } = await aProposedPairing(id);
  await Promise.all([1, 2].map(() => rotatePairingKey(pairingId, id, rotation(), someone)));
  const keys = await keysOf(pairingId);
  expect(keys).toHaveLength(3);
  expect(keys.filter(({ current }) => current)).toHaveLength(1);
});
