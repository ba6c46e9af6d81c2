import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { newToken } from "@/lib/crypto/token";
import { type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import { takeAllowance } from "@/lib/limits/allowances";
import type { PairingInput } from "./pairing-input";
import { addKey } from "./rotate-key";
import { tellEndUser } from "./tell-end-user";
import { isVhostOfOthers, lockAddress, vhostOf } from "./vhost";

/** A pairing that somebody proposes. @property confirmed true: its end user has agreed, as the operator says */
export type PairingProposal = PairingInput & { readonly confirmed?: boolean };

/** What was made; the Signature Key is not shown again. */
export type MadePairing = { readonly pairingId: string; readonly signatureKey: string };

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
): Promise<Result<MadePairing, ProposalRefusal>> {
  const byPartner = actor.kind === "account";
  const { email } = input;
  if (byPartner && (await isBeyondLimits(partnerId, email))) return refuse("too_many_proposals");
  const signatureKey = input.signatureKey ?? newToken();
  return transaction(async (tx) => {
    if (byPartner && !(await isActive(tx, partnerId))) return refuse("partnership_required");
    await lockAddress(tx, email);
    const owner = await ownerOf(tx, email);
    if (input.confirmed && !owner) return refuse("user_unknown");
    if (input.confirmed && !owner?.verified) return refuse("address_not_verified");
    const person = { email, endUserId: owner?.verified ? owner.id : null };
    if (input.vhost !== undefined && (await isVhostOfOthers(tx, person, input.vhost))) return refuse("vhost_taken");
    const vhost = input.vhost ?? (await vhostOf(tx, person));
    const endUserId = input.confirmed && owner ? owner.id : null;
    const made = await insert(tx, { partnerId, ...input, signatureKey, vhost, endUserId }, input.signatureKey !== null, actor);
    if (made.ok) await tellEndUser(tx, endUserId ? "pairingConfirmed" : owner ? "pairingProposed" : "pairingInvited", email, partnerId);
    return made;
  });
}

/**
 * Pairs a partner with a test user of its own, to try launches with: agreed at once, since the test user is the partner's. Its
 * launches are tests.
 */
export async function pairTestUser(
  partnerId: string,
  input: { readonly psClientId: string; readonly testUserId: string; readonly signatureKey: string | null },
  actor: Actor,
): Promise<Result<MadePairing, "test_user_unknown" | "ps_client_id_taken">> {
  const signatureKey = input.signatureKey ?? newToken();
  return transaction(async (tx) => {
    const user = await tx.endUser.findFirst({
      where: { id: input.testUserId, testPartnerId: partnerId },
      select: { id: true, email: true },
    });
    if (!user?.email) return refuse("test_user_unknown");
    const vhost = await vhostOf(tx, { email: null, endUserId: user.id });
    const pairing = { partnerId, psClientId: input.psClientId, email: user.email, signatureKey, vhost, endUserId: user.id };
    return insert(tx, pairing, input.signatureKey !== null, actor);
  });
}

type NewPairing = {
  readonly partnerId: string;
  readonly psClientId: string;
  readonly email: string;
  readonly signatureKey: string;
  readonly vhost: string;
  /** set: agreed already */
  readonly endUserId: string | null;
};

async function insert(
  tx: Transaction,
  { signatureKey, ...pairing }: NewPairing,
  keyImported: boolean,
  actor: Actor,
): Promise<Result<MadePairing, "ps_client_id_taken">> {
  const [id, at] = [newId(), now()];
  const { partnerId, psClientId, email, vhost, endUserId } = pairing;
  const confirmed = endUserId !== null;
  // ON CONFLICT DO NOTHING: the unique key decides who was first.
  const row = { id, partnerId, psClientId, email, vhost, endUserId, proposedAt: at, confirmedAt: confirmed ? at : null };
  const { count } = await tx.pairing.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) return refuse("ps_client_id_taken");
  await addKey(tx, id, signatureKey);
  const after = { psClientId, email, vhost, keyImported, confirmed };
  await recordAudit(tx, { actor, action: "pairing.proposed", partnerId, subjectId: id, after });
  return accept({ pairingId: id, signatureKey });
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
