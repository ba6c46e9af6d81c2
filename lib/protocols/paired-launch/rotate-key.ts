import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";

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

/** Adds a Signature Key to a pairing that has no current one. */
export async function addKey(tx: Transaction, pairingId: string, key: string): Promise<void> {
  const id = newId();
  await tx.pairingKey.create({ data: { id, pairingId, sealedKey: await sealSecret("pairing-key", id, key) } });
}

// Of two who change one pairing the second waits: else both would find the same current key.
async function lockPairing(tx: Transaction, id: string, partnerId: string | null): Promise<{ partnerId: string; ended: boolean } | null> {
  const rows = await tx.$queryRaw<{ partner_id: string; ended: boolean }[]>`
    SELECT partner_id, ended_at IS NOT NULL AS ended FROM pairings
     WHERE id = ${id}::uuid AND (${partnerId}::uuid IS NULL OR partner_id = ${partnerId}::uuid) FOR UPDATE`;
  const [row] = rows;
  return row ? { partnerId: row.partner_id, ended: row.ended } : null;
}
