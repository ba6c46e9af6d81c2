import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSecret } from "@/lib/crypto/sealed-secret";
import type { Actor } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import { createTestUser, suspendEndUser } from "@/lib/people";
import { anAddress, anEndUser, aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { mailsTo } from "@/lib/testing/mails";
import { aProposedPairing, aProposal } from "@/lib/testing/proposal-fixture";
import { proposePairing } from "./manage";
import { pairingInput } from "./pairing-input";
import { confirmPairing, declinePairing, endPairing } from "./settle-pairing";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const aDeveloper = (accountId: string): Actor => ({ kind: "account", id: accountId });
const refusedFor = (reason: string) => ({ ok: false, reason });

async function rowOf(id: string) {
  const { rows } = await testPool().query<{
    vhost: string;
    email: string;
    end_user_id: string | null;
    confirmed_at: Date | null;
    ended_at: Date | null;
    ended_by: string | null;
  }>("SELECT * FROM pairings WHERE id = $1", [id]);
  const [row] = rows;
  if (!row) throw new Error("there is no such pairing");
  return row;
}

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

describe("proposing", () => {
  test("a pairing waits, signs with a key of its own that is sealed, and its end user is written to once", async () => {
    const partner = await aPartner({ name: "Acme Shop" });
    const { email } = await anEndUser();
    const { pairingId, signatureKey } = await aProposedPairing(partner.id, { email, psClientId: "client-1" });
    expect(isId(pairingId)).toBe(true);
    expect(await rowOf(pairingId)).toMatchObject({ email, end_user_id: null, confirmed_at: null, ended_at: null });
    expect(await keysOf(pairingId)).toEqual([{ key: signatureKey, current: true, until: null }]);
    const mails = await mailsTo(email);
    expect(mails.map(({ kind }) => kind)).toEqual(["pairingProposed"]);
    expect(mails[0]?.text).toContain("/account#proposals");
    expect(mails[0]?.subject).toContain("Acme Shop");
    const told = await auditOf(pairingId);
    expect(told).toMatchObject([{ action: "pairing.proposed", after: { psClientId: "client-1", email, confirmed: false } }]);
    expect(JSON.stringify(told)).not.toContain(signatureKey);
    expect(JSON.stringify(mails)).not.toContain(signatureKey);
  });

  test("whoever has no account is invited; the partner's answer is the same either way", async () => {
    const { id } = await aPartner();
    const [stranger, unproved, known] = [anAddress(), (await anEndUser({ verified: false })).email, (await anEndUser()).email];
    const answers = [];
    for (const email of [stranger, unproved, known]) answers.push(await proposePairing(id, aProposal({ email }), someone));
    const shape = {
      ok: true,
      value: { pairingId: expect.any(String) as unknown, signatureKey: expect.stringMatching(/^\w{43}$/) as unknown },
    };
    expect(answers).toEqual([shape, shape, shape]);
    expect((await mailsTo(stranger)).map(({ kind, text }) => [kind, text.includes("/sign-up?next=/account")])).toEqual([
      ["pairingInvited", true],
    ]);
    for (const email of [unproved, known]) expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["pairingProposed"]);
  });

  test.each(["tok en&=+ü€ ", " \tleading", "8 bytes!", "x".repeat(512)])(
    "the partner's own key “%s” is kept byte for byte",
    async (signatureKey) => {
      const input = pairingInput.parse(aProposal({ signatureKey }));
      const made = await aProposedPairing((await aPartner()).id, input);
      expect(made.signatureKey).toBe(signatureKey);
      expect((await keysOf(made.pairingId))[0]?.key).toBe(signatureKey);
    },
  );

  test.each([
    ["signatureKey", { signatureKey: "7 bytes" }],
    ["signatureKey", { signatureKey: "x".repeat(513) }],
    ["signatureKey", { signatureKey: "lone surrogate \ud800" }],
    ["psClientId", { psClientId: "" }],
    ["psClientId", { psClientId: "with space" }],
    ["psClientId", { psClientId: "ü" }],
    ["psClientId", { psClientId: "x".repeat(129) }],
    ["psClientId", { psClientId: "nul\0" }],
    ["email", { email: "nobody" }],
    ["vhost", { vhost: "Demo2" }],
    ["vhost", { vhost: "-demo" }],
    ["vhost", { vhost: "a/b" }],
    ["vhost", { vhost: "x".repeat(64) }],
  ])("a %s that is none is refused: %j", (field, wrong) => {
    const checked = pairingInput.safeParse({ ...aProposal(), ...wrong });
    expect(checked.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test("one live pairing for each PSClientID of a partner; another partner's, and one that has ended, take nothing away", async () => {
    const [one, other] = [await aPartner(), await aPartner()];
    const { pairingId } = await aProposedPairing(one.id, { psClientId: "shared" });
    expect(await proposePairing(one.id, aProposal({ psClientId: "shared" }), someone)).toEqual(refusedFor("ps_client_id_taken"));
    await aProposedPairing(other.id, { psClientId: "shared" });
    granted(await endPairing(pairingId, { kind: "operator" }));
    await aProposedPairing(one.id, { psClientId: "shared" });
  });

  test("a refused proposal writes to nobody and leaves nothing", async () => {
    const { id } = await aPartner();
    await aProposedPairing(id, { psClientId: "taken" });
    const email = anAddress();
    expect(await proposePairing(id, aProposal({ psClientId: "taken", email }), someone)).toEqual(refusedFor("ps_client_id_taken"));
    expect(await mailsTo(email)).toEqual([]);
    expect((await testPool().query("SELECT 1 FROM pairings WHERE email = $1", [email])).rows).toEqual([]);
  });

  test("of many proposals at once under one PSClientID one is there", async () => {
    const { id } = await aPartner();
    const all = await Promise.all(Array.from({ length: 4 }, () => proposePairing(id, aProposal({ psClientId: "at-once" }), someone)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter(({ ok }) => !ok)).toEqual(Array(3).fill(refusedFor("ps_client_id_taken")));
  });

  test("a partner's own people need an active partnership, and cannot write to the whole world", async () => {
    const [none, active] = [await aPartner({ active: false }), await aPartner()];
    expect(await proposePairing(none.id, aProposal(), aDeveloper(none.accountId))).toEqual(refusedFor("partnership_required"));
    const email = anAddress();
    const answers = [];
    for (let count = 0; count < 4; count += 1)
      answers.push(await proposePairing(active.id, aProposal({ email }), aDeveloper(active.accountId)));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(answers[3]).toEqual(refusedFor("too_many_proposals"));
    expect(await mailsTo(email)).toHaveLength(3);
    for (let count = 4; count < 101; count += 1) await proposePairing(active.id, aProposal(), aDeveloper(active.accountId));
    expect(await proposePairing(active.id, aProposal(), aDeveloper(active.accountId))).toEqual(refusedFor("too_many_proposals"));
    granted(await proposePairing(active.id, aProposal(), someone));
  });
});

describe("the name in launch URLs", () => {
  test("is one person's for all partners, and tells nothing of them", async () => {
    const [one, other] = [await aPartner(), await aPartner()];
    const email = "ada.lovelace@example.com";
    const first = await rowOf((await aProposedPairing(one.id, { email })).pairingId);
    expect(first.vhost).toMatch(/^[a-z0-9]{16}$/);
    expect((await rowOf((await aProposedPairing(other.id, { email })).pairingId)).vhost).toBe(first.vhost);
    expect((await rowOf((await aProposedPairing(other.id)).pairingId)).vhost).not.toBe(first.vhost);
  });

  test("of two first pairings at once is the same", async () => {
    const [one, other] = [await aPartner(), await aPartner()];
    const email = anAddress();
    const both = await Promise.all([aProposedPairing(one.id, { email }), aProposedPairing(other.id, { email })]);
    const [first, second] = await Promise.all(both.map(({ pairingId }) => rowOf(pairingId)));
    expect(first?.vhost).toBe(second?.vhost);
  });

  test("that the operator asks for is nobody else's, of whichever partner, live or ended", async () => {
    const [one, other] = [await aPartner(), await aPartner()];
    const [email, vhost] = [anAddress(), `demo-${newId()}`];
    const { pairingId } = await aProposedPairing(one.id, { email, vhost });
    expect((await rowOf(pairingId)).vhost).toBe(vhost);
    expect(await proposePairing(other.id, aProposal({ vhost }), someone)).toEqual(refusedFor("vhost_taken"));
    granted(await endPairing(pairingId, { kind: "operator" }));
    expect(await proposePairing(other.id, aProposal({ vhost }), someone)).toEqual(refusedFor("vhost_taken"));
    await aProposedPairing(other.id, { email, vhost });
    const both = `demo-${newId()}`;
    const atOnce = await Promise.all([1, 2].map(() => proposePairing(one.id, aProposal({ vhost: both }), someone)));
    expect(atOnce.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("stays with the end user when their address becomes somebody else's", async () => {
    const [one, other, third] = [await aPartner(), await aPartner(), await aPartner()];
    const before = await anEndUser();
    const kept = await aProposedPairing(one.id, { email: before.email });
    const waiting = await aProposedPairing(other.id, { email: before.email });
    granted(await confirmPairing(kept.pairingId, before.id, someone));
    const moved = anAddress();
    await testPool().query("UPDATE end_users SET email = $2 WHERE id = $1", [before.id, moved]);
    const heir = await anEndUser({ email: before.email });
    granted(await confirmPairing(waiting.pairingId, heir.id, someone));
    const [theirs, ofHeir] = [await rowOf(kept.pairingId), await rowOf(waiting.pairingId)];
    expect(ofHeir.vhost).not.toBe(theirs.vhost);
    expect((await rowOf((await aProposedPairing(third.id, { email: before.email })).pairingId)).vhost).toBe(ofHeir.vhost);
    expect((await rowOf((await aProposedPairing(third.id, { email: moved })).pairingId)).vhost).toBe(theirs.vhost);
  });
});

describe("the end user's answer", () => {
  test("the owner of the address confirms, once, and is told by mail", async () => {
    const { id: partnerId } = await aPartner();
    const { id, email } = await anEndUser();
    const { pairingId } = await aProposedPairing(partnerId, { email });
    const actor = { kind: "end_user", id } as const;
    expect(await confirmPairing(pairingId, id, actor)).toEqual({ ok: true, value: { status: "confirmed" } });
    expect(await rowOf(pairingId)).toMatchObject({ end_user_id: id, confirmed_at: expect.any(Date) as unknown, ended_at: null });
    expect(await confirmPairing(pairingId, id, actor)).toEqual(refusedFor("already_confirmed"));
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["pairingProposed", "pairingConfirmed"]);
    expect((await auditOf(pairingId)).map((entry) => [entry.action, entry.actor_kind, entry.actor_id])).toEqual([
      ["pairing.proposed", "cli", null],
      ["pairing.confirmed", "end_user", id],
    ]);
  });

  test("to anybody who has not proved the address the pairing does not exist", async () => {
    const partner = await aPartner();
    const { email } = await anEndUser();
    const { pairingId } = await aProposedPairing(partner.id, { email });
    const stranger = await anEndUser();
    const twin = granted(await createTestUser(partner.id, { name: "Twin", email }, someone));
    for (const endUserId of [stranger.id, twin.endUserId, newId()]) {
      expect(await confirmPairing(pairingId, endUserId, someone)).toEqual(refusedFor("pairing_unknown"));
      expect(await declinePairing(pairingId, endUserId)).toEqual(refusedFor("pairing_unknown"));
    }
    expect(await confirmPairing("no id", stranger.id, someone)).toEqual(refusedFor("pairing_unknown"));
    expect(await declinePairing("no id", stranger.id)).toEqual(refusedFor("pairing_unknown"));

    const unproved = await anEndUser({ verified: false });
    const ofUnproved = await aProposedPairing(partner.id, { email: unproved.email });
    expect(await confirmPairing(ofUnproved.pairingId, unproved.id, someone)).toEqual(refusedFor("pairing_unknown"));
    expect(await declinePairing(ofUnproved.pairingId, unproved.id)).toEqual(refusedFor("pairing_unknown"));
    expect(await confirmPairing(ofUnproved.pairingId, null, someone)).toEqual(refusedFor("user_unknown"));

    const suspended = await anEndUser();
    const ofSuspended = await aProposedPairing(partner.id, { email: suspended.email });
    granted(await suspendEndUser(suspended.id, someone));
    expect(await confirmPairing(ofSuspended.pairingId, suspended.id, someone)).toEqual(refusedFor("pairing_unknown"));
    expect((await rowOf(pairingId)).confirmed_at).toBeNull();
  });

  test("an invited stranger has nothing to confirm before the address is theirs, then it is there", async () => {
    const { id: partnerId } = await aPartner();
    const email = anAddress();
    const { pairingId } = await aProposedPairing(partnerId, { email });
    expect(await confirmPairing(pairingId, null, someone)).toEqual(refusedFor("user_unknown"));
    const { id } = await anEndUser({ email });
    expect(await confirmPairing(pairingId, id, someone)).toMatchObject({ ok: true });
  });

  test("who declines has said it for good; nobody is written to", async () => {
    const { id: partnerId } = await aPartner();
    const { id, email } = await anEndUser();
    const { pairingId } = await aProposedPairing(partnerId, { email });
    granted(await declinePairing(pairingId, id));
    expect(await rowOf(pairingId)).toMatchObject({ confirmed_at: null, ended_by: "end_user" });
    expect(await declinePairing(pairingId, id)).toEqual(refusedFor("pairing_ended"));
    expect(await confirmPairing(pairingId, id, someone)).toEqual(refusedFor("pairing_ended"));
    expect(await confirmPairing(pairingId, null, someone)).toEqual(refusedFor("pairing_ended"));
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["pairingProposed"]);
    expect((await auditOf(pairingId)).map(({ action }) => action)).toEqual(["pairing.proposed", "pairing.declined"]);
  });

  test("what is confirmed is ended, not declined", async () => {
    const { id, email } = await anEndUser();
    const { pairingId } = await aProposedPairing((await aPartner()).id, { email });
    granted(await confirmPairing(pairingId, id, someone));
    expect(await declinePairing(pairingId, id)).toEqual(refusedFor("pairing_unknown"));
  });

  test("of a confirmation, a refusal and a withdrawal at once one counts, and the other two are told so", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, email } = await anEndUser();
      const { pairingId } = await aProposedPairing((await aPartner()).id, { email });
      const answers = await Promise.all([
        confirmPairing(pairingId, id, someone),
        confirmPairing(pairingId, id, someone),
        declinePairing(pairingId, id),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const row = await rowOf(pairingId);
      expect(row.confirmed_at === null).toBe(row.ended_at !== null);
    }
  });

  test("the row above would notice an answer that looks first and writes afterwards", async () => {
    const careless = async (pairingId: string, change: string) => {
      const { confirmed_at, ended_at } = await rowOf(pairingId);
      if (confirmed_at !== null || ended_at !== null) return false;
      await testPool().query(`UPDATE pairings SET ${change} WHERE id = $1`, [pairingId]);
      return true;
    };
    // Which of two is first is chance: once in so many rounds both look before either writes.
    let bothCounted = false;
    for (let round = 0; round < 30 && !bothCounted; round += 1) {
      const { id, email } = await anEndUser();
      const { pairingId } = await aProposedPairing((await aPartner()).id, { email });
      const both = await Promise.all([
        careless(pairingId, `confirmed_at = now(), end_user_id = '${id}'`),
        careless(pairingId, "ended_at = now(), ended_by = 'end_user'"),
      ]);
      bothCounted = both.every(Boolean);
    }
    expect(bothCounted).toBe(true);
  });
});

describe("--confirmed: the operator's word", () => {
  test("is taken for whoever has proved the address, who is told by mail", async () => {
    const { id, email } = await anEndUser();
    const { pairingId } = await aProposedPairing((await aPartner()).id, { email, confirmed: true });
    expect(await rowOf(pairingId)).toMatchObject({ end_user_id: id, confirmed_at: expect.any(Date) as unknown });
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["pairingConfirmed"]);
  });

  test("is refused where nobody has the address, or has not proved it", async () => {
    const { id } = await aPartner();
    expect(await proposePairing(id, aProposal({ confirmed: true }), someone)).toEqual(refusedFor("user_unknown"));
    const { email } = await anEndUser({ verified: false });
    expect(await proposePairing(id, aProposal({ email, confirmed: true }), someone)).toEqual(refusedFor("address_not_verified"));
    expect(await mailsTo(email)).toEqual([]);
  });
});

describe("ending", () => {
  async function confirmed() {
    const partner = await aPartner();
    const { id, email } = await anEndUser();
    const { pairingId } = await aProposedPairing(partner.id, { email, confirmed: true });
    const by = {
      partner: { kind: "partner", partnerId: partner.id, accountId: partner.accountId },
      owner: { kind: "end_user", endUserId: id, keptSessionId: newId() },
    } as const;
    return { pairingId, email, by };
  }

  test("its partner, its end user and the operator can; the end user is told when somebody else did", async () => {
    for (const [who, mails] of [
      ["partner", ["pairingConfirmed", "pairingEnded"]],
      ["end_user", ["pairingConfirmed"]],
      ["operator", ["pairingConfirmed", "pairingEnded"]],
    ] as const) {
      const { pairingId, email, by } = await confirmed();
      const ender = { partner: by.partner, end_user: by.owner, operator: { kind: "operator" } as const }[who];
      expect(await endPairing(pairingId, ender)).toEqual({ ok: true, value: { status: "ended" } });
      expect(await rowOf(pairingId)).toMatchObject({ ended_by: who, ended_at: expect.any(Date) as unknown });
      expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(mails);
      expect(await endPairing(pairingId, ender)).toEqual(refusedFor("pairing_ended"));
    }
  });

  test("somebody else's is unknown, to partners and to end users", async () => {
    const { pairingId } = await confirmed();
    const [partner, stranger] = [await aPartner(), await anEndUser()];
    expect(await endPairing(pairingId, { kind: "partner", partnerId: partner.id, accountId: partner.accountId })).toEqual(
      refusedFor("pairing_unknown"),
    );
    expect(await endPairing(pairingId, { kind: "end_user", endUserId: stranger.id, keptSessionId: newId() })).toEqual(
      refusedFor("pairing_unknown"),
    );
    for (const nobody of [newId(), "no id"]) expect(await endPairing(nobody, { kind: "operator" })).toEqual(refusedFor("pairing_unknown"));
    expect((await rowOf(pairingId)).ended_at).toBeNull();
  });

  test("a partner takes back what still waits, and nobody is written to again", async () => {
    const partner = await aPartner();
    const { email } = await anEndUser();
    const { pairingId } = await aProposedPairing(partner.id, { email });
    granted(await endPairing(pairingId, { kind: "partner", partnerId: partner.id, accountId: partner.accountId }));
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["pairingProposed"]);
  });

  test("of many who end it at once one has done it", async () => {
    const { pairingId, by, email } = await confirmed();
    const all = await Promise.all(
      [by.partner, by.owner, by.partner, { kind: "operator" } as const].map((ender) => endPairing(pairingId, ender)),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await auditOf(pairingId)).filter(({ action }) => action === "pairing.ended")).toHaveLength(1);
    expect((await mailsTo(email)).length).toBeLessThanOrEqual(2);
  });
});
