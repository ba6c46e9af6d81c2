import { now } from "../clock";
import { Prisma, type Transaction } from "../db/prisma";

/**
 * Where a kind of credential stands that signs with keys of its own; names by the code alone. Every key there ever was is kept.
 * One is current; one that was replaced stays good for a while, so that servers can be changed one by one.
 */
export type KeyedCredential = {
  /** its table, with `id` and `partner_id` */
  readonly table: string;
  /** the table of its keys, with `replaced_at` (null: the current one) and `valid_until` (null: without an end) */
  readonly keys: string;
  /** the column by which a key says whose it is */
  readonly owner: string;
};

/**
 * Holds a credential until the transaction ends; null when there is none, or it is somebody else's. Of two who change one
 * credential the second waits: else both would find the same current key. @param partnerId null: whoever's
 */
export async function lockCredential(
  tx: Transaction,
  { table }: KeyedCredential,
  id: string,
  partnerId: string | null,
): Promise<{ partnerId: string } | null> {
  const rows = await tx.$queryRaw<{ partner_id: string }[]>`
    SELECT partner_id FROM ${Prisma.raw(table)} WHERE id = ${id}::uuid AND (${partnerId}::uuid IS NULL OR partner_id = ${partnerId}::uuid) FOR UPDATE`;
  const [row] = rows;
  return row ? { partnerId: row.partner_id } : null;
}

/**
 * Makes room for a new key, which the caller adds: the current one stays good for a while, and one that was replaced before
 * ends now, so that two are good at the most. The credential has to be held.
 * @param overlapSeconds how long the current key stays good, unless it has an end before that: it lives no longer for being replaced
 * @returns when the key that was current ends
 */
export async function replaceKey(tx: Transaction, credential: KeyedCredential, id: string, overlapSeconds: number): Promise<Date> {
  await endReplacedKey(tx, credential, id);
  const replacedAt = now();
  const end = new Date(replacedAt.getTime() + overlapSeconds * 1000);
  const rows = await tx.$queryRaw<{ valid_until: Date }[]>`
    UPDATE ${Prisma.raw(credential.keys)} SET replaced_at = ${replacedAt.toISOString()}::timestamptz, valid_until = least(valid_until, ${end.toISOString()}::timestamptz)
     WHERE ${Prisma.raw(credential.owner)} = ${id}::uuid AND replaced_at IS NULL RETURNING valid_until`;
  return rows[0]?.valid_until ?? end;
}

/** Ends the key before the current one at once, everywhere. The credential has to be held. @returns false: none was good any more */
export async function endReplacedKey(tx: Transaction, { keys, owner }: KeyedCredential, id: string): Promise<boolean> {
  const at = now().toISOString();
  const count = await tx.$executeRaw`
    UPDATE ${Prisma.raw(keys)} SET valid_until = ${at}::timestamptz
     WHERE ${Prisma.raw(owner)} = ${id}::uuid AND replaced_at IS NOT NULL AND valid_until > ${at}::timestamptz`;
  return count > 0;
}
