import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import { takeAllowance } from "@/lib/limits/allowances";
import type { PairingInput } from "./pairing-input";
import { tellEndUser } from "./tell-end-user";
import { lockAddress, vhostOf } from "./vhost";

/** A pairing that somebody proposes. @property confirmed true: its end user has agreed, as the operator says */
export type PairingProposal = PairingInput & { readonly confirmed?: boolean };

export type ProposalRefusal =
  "too_many_proposals" | "partnership_required" | "user_unknown" | "address_not_verified" | "vhost_taken" | "ps_client_id_taken";

/**
 * Proposes that a partner's user and the owner of an address are one person. Nothing works by it before the owner agrees; they are
 * told by one mail, and invited when they have no account yet. The answer is the same either way.
 *
 * A partner's own people need an active partnership for it and are limited in number: each proposal is a mail of ours, with their
 * name in it, to whomever they like. The operator is neither.
 * @returns the Signature Key, which is not shown again
 */
export async function proposePairing(
  partnerId: string,
  input: PairingProposal,
  actor: Actor,
): Promise<Result<{ pairingId: string; signatureKey: string }, ProposalRefusal>> {
  const byPartner = actor.kind === "account";
  if (byPartner && (await isBeyondLimits(partnerId, input.email))) return refuse("too_many_proposals");
  const id = newId();
  const signatureKey = input.signatureKey ?? newToken();
  return transaction(async (tx) => {
    if (byPartner && !(await isActive(tx, partnerId))) return refuse("partnership_required");
    await lockAddress(tx, input.email);
    const owner = await ownerOf(tx, input.email);
    if (input.confirmed && !owner) return refuse("user_unknown");
    if (input.confirmed && !owner?.verified) return refuse("address_not_verified");
    const vhost = await vhostOf(tx, { email: input.email, endUserId: owner?.verified ? owner.id : null }, input.vhost ?? null);
    if (!vhost.ok) return vhost;
    const endUserId = input.confirmed && owner ? owner.id : null;
    const at = now();
    const row = { id, partnerId, psClientId: input.psClientId, email: input.email, vhost: vhost.value, endUserId, proposedAt: at };
    // ON CONFLICT DO NOTHING: the unique key decides who was first.
    const { count } = await tx.pairing.createMany({ data: [{ ...row, confirmedAt: endUserId ? at : null }], skipDuplicates: true });
    if (count === 0) return refuse("ps_client_id_taken");
    await addKey(tx, id, signatureKey);
    const { psClientId, email } = input;
    const after = { psClientId, email, vhost: vhost.value, keyImported: input.signatureKey !== null, confirmed: endUserId !== null };
    await recordAudit(tx, { actor, action: "pairing.proposed", partnerId, subjectId: id, after });
    await tellEndUser(tx, endUserId ? "pairingConfirmed" : owner ? "pairingProposed" : "pairingInvited", email, partnerId);
    return accept({ pairingId: id, signatureKey });
  });
}

/**
 * Gives a pairing a new Signature Key; the one before stays good for a while, so that servers can be changed one by one.
 * @param partnerId null: whoever's (the operator's command line)
 * @param change.overlapSeconds how long the key before stays good
 * @param change.signatureKey the partner's own; null: one is made
 */
export async function rotatePairingKey(
  id: string,
  partnerId: string | null,
  change: { readonly overlapSeconds: number; readonly signatureKey: string | null },
  actor: Actor,
): Promise<Result<{ signatureKey: string; previousUntil: Date }, "pairing_unknown" | "pairing_ended">> {
  const signatureKey = change.signatureKey ?? newToken();
  return transaction(async (tx) => {
    const pairing = await lockPairing(tx, id, partnerId);
    if (!pairing) return refuse("pairing_unknown");
    if (pairing.ended) return refuse("pairing_ended");
    const replacedAt = now();
    const previousUntil = new Date(replacedAt.getTime() + change.overlapSeconds * 1000);
    // Two keys at the most: one that was replaced before ends here.
    await tx.pairingKey.updateMany({
      where: { pairingId: id, replacedAt: { not: null }, validUntil: { gt: replacedAt } },
      data: { validUntil: replacedAt },
    });
    await tx.pairingKey.updateMany({ where: { pairingId: id, replacedAt: null }, data: { replacedAt, validUntil: previousUntil } });
    await addKey(tx, id, signatureKey);
    const after = { previousUntil: previousUntil.toISOString(), keyImported: change.signatureKey !== null };
    await recordAudit(tx, { actor, action: "pairing.key_rotated", partnerId: pairing.partnerId, subjectId: id, after });
    return accept({ signatureKey, previousUntil });
  });
}

/** Ends the key before the current one at once, everywhere, instead of when its overlap is over. */
export async function endPreviousPairingKey(
  id: string,
  partnerId: string,
  actor: Actor,
): Promise<Result<null, "pairing_unknown" | "no_previous_key">> {
  return transaction(async (tx) => {
    if (!(await lockPairing(tx, id, partnerId))) return refuse("pairing_unknown");
    const endedAt = now();
    const { count } = await tx.pairingKey.updateMany({
      where: { pairingId: id, replacedAt: { not: null }, validUntil: { gt: endedAt } },
      data: { validUntil: endedAt },
    });
    if (count === 0) return refuse("no_previous_key");
    await recordAudit(tx, { actor, action: "pairing.previous_key_ended", partnerId, subjectId: id });
    return accept(null);
  });
}

async function isBeyondLimits(partnerId: string, email: string): Promise<boolean> {
  if ((await takeAllowance("pairing-proposal-to", `${partnerId} ${email}`)) !== null) return true;
  return (await takeAllowance("pairing-proposal", partnerId)) !== null;
}

async function isActive(tx: Transaction, partnerId: string): Promise<boolean> {
  const partner = await tx.partner.findUnique({ where: { id: partnerId }, select: { partnership: true, suspendedAt: true } });
  return partner?.partnership === "active" && partner.suspendedAt === null;
}

// Test users of partners have a name space of their own (decision 0005).
async function ownerOf(tx: Transaction, email: string): Promise<{ id: string; verified: boolean } | null> {
  const user = await tx.endUser.findFirst({ where: { email, testPartnerId: null }, select: { id: true, emailVerifiedAt: true } });
  return user && { id: user.id, verified: user.emailVerifiedAt !== null };
}

// Of two who change one pairing the second waits: else both would find the same current key.
async function lockPairing(tx: Transaction, id: string, partnerId: string | null): Promise<{ partnerId: string; ended: boolean } | null> {
  const rows = await tx.$queryRaw<{ partner_id: string; ended: boolean }[]>`
    SELECT partner_id, ended_at IS NOT NULL AS ended FROM pairings
     WHERE id = ${id}::uuid AND (${partnerId}::uuid IS NULL OR partner_id = ${partnerId}::uuid) FOR UPDATE`;
  const [row] = rows;
  return row ? { partnerId: row.partner_id, ended: row.ended } : null;
}

async function addKey(tx: Transaction, pairingId: string, key: string): Promise<void> {
  const id = newId();
  await tx.pairingKey.create({ data: { id, pairingId, sealedKey: await sealSecret("pairing-key", id, key) } });
}
