import { accept, refuse, type Result } from "@/lib/core/result";
import { endReplacedKey, type KeyedCredential, lockCredential, replaceKey } from "@/lib/credentials/rotating-keys";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";

/** Where pairings and their Signature Keys stand. */
const pairings: KeyedCredential = { table: "pairings", keys: "pairing_keys", owner: "pairing_id" };

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
    const pairing = await lockCredential(tx, pairings, id, partnerId);
    if (!pairing) return refuse("pairing_unknown");
    if ((await tx.pairing.count({ where: { id, endedAt: null } })) === 0) return refuse("pairing_ended");
    const previousUntil = await replaceKey(tx, pairings, id, change.overlapSeconds);
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
    if (!(await lockCredential(tx, pairings, id, partnerId))) return refuse("pairing_unknown");
    if (!(await endReplacedKey(tx, pairings, id))) return refuse("no_previous_key");
    await recordAudit(tx, { actor, action: "pairing.previous_key_ended", partnerId, subjectId: id });
    return accept(null);
  });
}

/** Adds a Signature Key to a pairing that has no current one. */
export async function addKey(tx: Transaction, pairingId: string, key: string): Promise<void> {
  const id = newId();
  await tx.pairingKey.create({ data: { id, pairingId, sealedKey: await sealSecret("pairing-key", id, key) } });
}
