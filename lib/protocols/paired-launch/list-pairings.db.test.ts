import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { createTestUser } from "@/lib/people";
import { anAddress, anEndUser, aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { mailsTo } from "@/lib/testing/mails";
import { aProposedPairing } from "@/lib/testing/proposal-fixture";
import { findPairingNamed, listPairings, pairingDetail } from "./list-pairings";
import { pairTestUser } from "./manage";
import { pairingName } from "./pairing-name";
import { listPairingsOf, listProposals } from "./pairings-of-user";
import { rotatePairingKey } from "./rotate-key";
import { confirmPairing, declinePairing, endPairing } from "./settle-pairing";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const all = { state: null, text: "" } as const;

async function launched(
  pairingId: string,
  partnerId: string,
  at: Date,
  more: { test?: boolean; previousKey?: boolean; kind?: string } = {},
) {
  const { test = false, previousKey = false, kind = "login" } = more;
  await pool("pages").query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, request_id, detail)
     VALUES ($1, $2, $3, $4, 'paired-launch', 'accepted', 'accepted', $5, $6, $7, $8)`,
    [partnerId, at, newId(), kind, test, pairingId, newId(), previousKey ? { previousKey: true } : null],
  );
}

describe("a partner's pairings", () => {
  test("its own alone, newest first, with state and last launch, and a page at a time", async () => {
    const [{ id }, stranger] = [await aPartner(), await aPartner()];
    const { email } = await anEndUser();
    await aProposedPairing(stranger.id);
    const ended = await aProposedPairing(id);
    granted(await endPairing(ended.pairingId, { kind: "operator" }));
    const confirmed = await aProposedPairing(id, { email, confirmed: true });
    const waiting = await aProposedPairing(id);
    const at = new Date(Date.now() - 60_000);
    await launched(confirmed.pairingId, id, new Date(at.getTime() - 5_000));
    await launched(confirmed.pairingId, id, at, { previousKey: true });
    await launched(confirmed.pairingId, id, new Date(), { test: true });
    await launched(confirmed.pairingId, id, new Date(), { kind: "launch" });
    const { pairings, next } = await listPairings(id, all, null);
    expect(pairings.map((pairing) => [pairing.id, pairing.state, pairing.lastLaunchAt])).toEqual([
      [waiting.pairingId, "waiting", null],
      [confirmed.pairingId, "confirmed", at],
      [ended.pairingId, "ended", null],
    ]);
    expect(next).toBeNull();
    const first = await listPairings(id, all, null, 2);
    expect(first.pairings).toEqual(pairings.slice(0, 2));
    expect(await listPairings(id, all, first.next, 2)).toEqual({ pairings: pairings.slice(2), next: null });
    expect((await listPairings(id, all, "no id", 2)).pairings).toEqual(pairings.slice(0, 2));
  });

  test("are found by state, and by a part of the PSClientID or the address", async () => {
    const { id } = await aPartner();
    const email = anAddress();
    const one = await aProposedPairing(id, { psClientId: "Shop-0001_%", email });
    const two = await aProposedPairing(id, { psClientId: "crm/42" });
    granted(await endPairing(two.pairingId, { kind: "operator" }));
    const found = async (filter: Partial<Parameters<typeof listPairings>[1]>) =>
      (await listPairings(id, { ...all, ...filter }, null)).pairings.map((pairing) => pairing.id);
    expect(await found({ state: "ended" })).toEqual([two.pairingId]);
    expect(await found({ state: "waiting" })).toEqual([one.pairingId]);
    expect(await found({ state: "confirmed" })).toEqual([]);
    for (const text of ["shop", "0001_%", email.toUpperCase()]) expect(await found({ text }), text).toEqual([one.pairingId]);
    for (const text of ["%", "0001_"]) expect(await found({ text }), text).toEqual([one.pairingId]);
    for (const text of ["nothing", "\0shop\0x", "' OR true --"]) expect(await found({ text }), text).toEqual([]);
  });

  test("a name in launch URLs is told once the end user has agreed, not before", async () => {
    const { id } = await aPartner();
    const { email, id: endUserId } = await anEndUser();
    const { pairingId } = await aProposedPairing(id, { email });
    expect((await pairingDetail(pairingId, id))?.vhost).toBeNull();
    granted(await confirmPairing(pairingId, endUserId, someone));
    expect((await pairingDetail(pairingId, id))?.vhost).toMatch(/^[a-z0-9]{16}$/);
  });

  test("one in detail: its two keys, until when each is good, and when each was last used", async () => {
    const { id } = await aPartner();
    const { email } = await anEndUser();
    const { pairingId, psClientId } = await aProposedPairing(id, { email, confirmed: true });
    const before = await pairingDetail(pairingId, id);
    expect(before).toMatchObject({ psClientId, email, state: "confirmed", testUser: null, lastLaunchAt: null, previousKey: null });
    expect(before?.currentKey).toMatchObject({ validUntil: null, lastUsedAt: null });
    const { previousUntil } = granted(await rotatePairingKey(pairingId, id, { overlapSeconds: 60, signatureKey: null }, someone));
    const at = new Date(Date.now() + 1_000);
    await launched(pairingId, id, at, { previousKey: true });
    const after = await pairingDetail(pairingId, id);
    expect(after).toMatchObject({
      lastLaunchAt: at,
      currentKey: { lastUsedAt: null },
      previousKey: { validUntil: previousUntil, lastUsedAt: at },
    });
    granted(await rotatePairingKey(pairingId, id, { overlapSeconds: 0, signatureKey: null }, someone));
    expect((await pairingDetail(pairingId, id))?.previousKey).toBeNull();
    expect(JSON.stringify(after)).not.toContain("eyJ");
  });

  test("somebody else's, and what is no id, is nobody's", async () => {
    const [mine, theirs] = [await aPartner(), await aPartner()];
    const { pairingId, psClientId } = await aProposedPairing(theirs.id);
    for (const id of [pairingId, newId(), "no id"]) expect(await pairingDetail(id, mine.id)).toBeNull();
    expect(await pairingName(pairingId, mine.id)).toBeNull();
    expect(await pairingName(pairingId, theirs.id)).toBe(psClientId);
    expect(await findPairingNamed(psClientId)).toEqual({ id: pairingId });
  });
});

describe("an end user's pairings", () => {
  test("proposals wait for whoever has proved the address, and for nobody else", async () => {
    const { id } = await aPartner({ name: "Acme" });
    const [owner, unproved, other] = [await anEndUser(), await anEndUser({ verified: false }), await anEndUser()];
    granted(await createTestUser(id, { name: "Twin", email: owner.email }, someone));
    const { pairingId, psClientId } = await aProposedPairing(id, { email: owner.email });
    await aProposedPairing(id, { email: unproved.email });
    expect(await listProposals(owner.id)).toEqual([
      { id: pairingId, partnerName: "Acme", psClientId, proposedAt: expect.any(Date) as unknown },
    ]);
    for (const user of [unproved, other]) expect(await listProposals(user.id)).toEqual([]);
    expect(await listPairingsOf(owner.id)).toEqual([]);
    granted(await declinePairing(pairingId, owner.id));
    expect(await listProposals(owner.id)).toEqual([]);
  });

  test("what they have confirmed stands there with its last launch until it has ended; a suspended partner asks for nothing", async () => {
    const partner = await aPartner({ name: "Acme" });
    const owner = await anEndUser();
    const { pairingId, psClientId } = await aProposedPairing(partner.id, { email: owner.email });
    await aProposedPairing(partner.id, { email: owner.email });
    granted(await confirmPairing(pairingId, owner.id, someone));
    const at = new Date();
    await launched(pairingId, partner.id, at);
    const view = {
      id: pairingId,
      partnerName: "Acme",
      psClientId,
      since: expect.any(Date) as unknown,
      lastLaunchAt: at,
      partnerActive: true,
    };
    expect(await listPairingsOf(owner.id)).toEqual([view]);
    expect(await listProposals(owner.id)).toHaveLength(1);
    await pool("pages").query("UPDATE partners SET suspended_at = now() WHERE id = $1", [partner.id]);
    expect(await listPairingsOf(owner.id)).toEqual([{ ...view, partnerActive: false }]);
    expect(await listProposals(owner.id)).toEqual([]);
    granted(await endPairing(pairingId, { kind: "end_user", endUserId: owner.id, keptSessionId: newId() }));
    expect(await listPairingsOf(owner.id)).toEqual([]);
  });
});

describe("a test user of the partner's own", () => {
  test("is paired at once, without a mail, under a name that is nobody else's", async () => {
    const { id } = await aPartner();
    const real = await anEndUser();
    const { vhost } = {
      vhost: (await pairingDetail((await aProposedPairing(id, { email: real.email, confirmed: true })).pairingId, id))?.vhost,
    };
    const user = granted(await createTestUser(id, { name: "Twin", email: real.email }, someone));
    const input = { psClientId: "test-1", testUserId: user.endUserId, signatureKey: null };
    const { pairingId, signatureKey } = granted(await pairTestUser(id, input, someone));
    expect(signatureKey).toMatch(/^\w{43}$/);
    const detail = await pairingDetail(pairingId, id);
    expect(detail).toMatchObject({ state: "confirmed", testUser: { id: user.endUserId, name: "Twin" } });
    expect(detail?.vhost).not.toBe(vhost);
    expect((await mailsTo(real.email)).map(({ kind }) => kind)).toEqual(["pairingConfirmed"]);
    expect(await listPairingsOf(real.id)).toHaveLength(1);
    expect(await listProposals(real.id)).toEqual([]);
    expect((await auditOf(pairingId)).map(({ action }) => action)).toEqual(["pairing.proposed"]);
    expect(await pairTestUser(id, input, someone)).toEqual({ ok: false, reason: "ps_client_id_taken" });
    granted(await endPairing(pairingId, { kind: "operator" }));
    expect(await mailsTo(real.email)).toHaveLength(1);
  });

  test("somebody else's test user, and a real one, is none", async () => {
    const [mine, theirs] = [await aPartner(), await aPartner()];
    const user = granted(await createTestUser(theirs.id, { name: "Twin" }, someone));
    for (const testUserId of [user.endUserId, (await anEndUser()).id, newId()])
      expect(await pairTestUser(mine.id, { psClientId: "x", testUserId, signatureKey: null }, someone)).toEqual({
        ok: false,
        reason: "test_user_unknown",
      });
  });
});
