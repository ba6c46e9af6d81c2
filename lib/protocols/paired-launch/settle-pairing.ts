import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { Prisma, type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, NIL_ID } from "@/lib/id";
import { endSessions } from "@/lib/people/sessions";
import { tellEndUser } from "./tell-end-user";
import { isVhostOfOthers, lockAddress, vhostOf } from "./vhost";

/** Who ends a pairing: its partner, its end user, or the operator, who may end any. */
export type PairingEnder =
  | { readonly kind: "partner"; readonly partnerId: string; readonly accountId: string }
  /** the session that they ask in stays */
  | { readonly kind: "end_user"; readonly endUserId: string; readonly keptSessionId: string }
  | { readonly kind: "operator" };

type ConfirmRefusal = "pairing_unknown" | "user_unknown" | "already_confirmed" | "pairing_ended";

/**
 * The owner of the address agrees to a pairing that was proposed to it: from now on its partner may sign them in. To whoever has not
 * proved that address, by the mail to it, the pairing does not exist.
 * @param endUserId null: the operator says it for them (the command line); then `user_unknown` when nobody has proved the address
 */
export async function confirmPairing(
  pairingId: string,
  endUserId: string | null,
  actor: Actor,
): Promise<Result<{ status: "confirmed" }, ConfirmRefusal>> {
  if (!isId(pairingId)) return refuse("pairing_unknown");
  return transaction(async (tx) => {
    const found = await lockOwned(tx, pairingId, endUserId);
    if (!found) return refuse("pairing_unknown");
    const { partner_id: partnerId, email, vhost, owner_id: ownerId } = found;
    if (found.ended) return refuse("pairing_ended");
    if (found.confirmed) return refuse("already_confirmed");
    if (ownerId === null) return refuse("user_unknown");
    await lockAddress(tx, email);
    const person = { email, endUserId: ownerId };
    // Whoever had the address before may have this name by another pairing: it stays theirs.
    const own = (await isVhostOfOthers(tx, person, vhost)) ? await vhostOf(tx, person) : vhost;
    const { count } = await tx.pairing.updateMany({
      where: { id: pairingId, confirmedAt: null, endedAt: null },
      data: { confirmedAt: now(), endUserId: ownerId, vhost: own },
    });
    if (count === 0) return refuse("already_confirmed");
    await recordAudit(tx, { actor, action: "pairing.confirmed", partnerId, subjectId: pairingId, after: { endUserId: ownerId } });
    await tellEndUser(tx, "pairingConfirmed", email, partnerId);
    return accept({ status: "confirmed" });
  });
}

/** The owner of the address wants no such pairing. Nothing was possible by it, and nothing will be. */
export async function declinePairing(pairingId: string, endUserId: string): Promise<Result<null, "pairing_unknown" | "pairing_ended">> {
  if (!isId(pairingId)) return refuse("pairing_unknown");
  return transaction(async (tx) => {
    const found = await lockOwned(tx, pairingId, endUserId);
    if (!found || found.confirmed) return refuse("pairing_unknown");
    if (found.ended) return refuse("pairing_ended");
    await tx.pairing.updateMany({ where: { id: pairingId, endedAt: null }, data: { endedAt: now(), endedBy: "end_user" } });
    const actor = { kind: "end_user", id: endUserId } as const;
    await recordAudit(tx, { actor, action: "pairing.declined", partnerId: found.partner_id, subjectId: pairingId });
    return accept(null);
  });
}

/**
 * Ends a pairing, at once and for good: no access token is given for it, those that were are worth nothing, and the sessions that
 * came through it are over. One that is still
 * waiting is taken back; its end user declines it instead. An end user is told when somebody else has ended what they had confirmed.
 */
export async function endPairing(
  pairingId: string,
  by: PairingEnder,
): Promise<Result<{ status: "ended" }, "pairing_unknown" | "pairing_ended">> {
  if (!isId(pairingId)) return refuse("pairing_unknown");
  const whose =
    by.kind === "partner"
      ? { partnerId: by.partnerId }
      : by.kind === "end_user"
        ? { endUserId: by.endUserId, confirmedAt: { not: null } }
        : {};
  return transaction(async (tx) => {
    const [ended] = await tx.pairing.updateManyAndReturn({
      where: { id: pairingId, endedAt: null, ...whose },
      data: { endedAt: now(), endedBy: by.kind },
      select: { partnerId: true, confirmedAt: true, endUserId: true },
    });
    if (!ended) return refuse((await tx.pairing.count({ where: { id: pairingId, ...whose } })) > 0 ? "pairing_ended" : "pairing_unknown");
    const { partnerId, endUserId } = ended;
    // First the pairing, then the sessions: a launch of this moment holds the row until its session can be seen.
    const kept = by.kind === "end_user" ? { id: { not: by.keptSessionId } } : {};
    if (endUserId !== null) await endSessions(tx, endUserId, { pairingId, ...kept }, actorOf(by));
    await recordAudit(tx, { actor: actorOf(by), action: "pairing.ended", partnerId, subjectId: pairingId });
    // Not a test user: a developer may have written down anybody's address.
    const owner = await tx.endUser.findFirst({ where: { id: endUserId ?? NIL_ID, testPartnerId: null }, select: { email: true } });
    if (by.kind !== "end_user" && owner?.email) await tellEndUser(tx, "pairingEnded", owner.email, partnerId);
    return accept({ status: "ended" });
  });
}

function actorOf(by: PairingEnder): Actor {
  if (by.kind === "operator") return { kind: "cli" };
  return by.kind === "partner" ? { kind: "account", id: by.accountId } : { kind: "end_user", id: by.endUserId };
}

type Owned = {
  partner_id: string;
  email: string;
  vhost: string;
  confirmed: boolean;
  ended: boolean;
  /** who has proved the address; null: nobody */
  owner_id: string | null;
};

// Of two who settle one pairing the second waits. @param endUserId null: whoever's
async function lockOwned(tx: Transaction, id: string, endUserId: string | null): Promise<Owned | null> {
  const owners = Prisma.sql`end_users u ON u.email = p.email AND u.email_verified_at IS NOT NULL AND u.test_partner_id IS NULL AND u.suspended_at IS NULL`;
  const columns = Prisma.sql`p.partner_id, p.email, p.vhost, p.confirmed_at IS NOT NULL AS confirmed, p.ended_at IS NOT NULL AS ended, u.id AS owner_id`;
  const [row] =
    endUserId === null
      ? await tx.$queryRaw<Owned[]>`SELECT ${columns} FROM pairings p LEFT JOIN ${owners} WHERE p.id = ${id}::uuid FOR UPDATE OF p`
      : await tx.$queryRaw<Owned[]>`
          SELECT ${columns} FROM pairings p JOIN ${owners} AND u.id = ${endUserId}::uuid
           WHERE p.id = ${id}::uuid AND (p.end_user_id IS NULL OR p.end_user_id = u.id) FOR UPDATE OF p`;
  return row ?? null;
}
