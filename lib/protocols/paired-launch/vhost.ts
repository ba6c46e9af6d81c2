import { newToken } from "@/lib/crypto/token";
import { Prisma, type Transaction } from "@/lib/db/prisma";

/** 36¹⁶ names: nobody meets another's, and they tell nothing of whom they stand for. */
const RANDOM_LETTERS = 16;

/** Whom a pairing is with: the end user once one is known to be it, until then whoever proves the address. @property email null: a test user, whose address is nobody's proof */
export type Person = { readonly email: string | null; readonly endUserId: string | null };

/**
 * The name that a person has in launch URLs (ClientVHOST), the same for all partners; a new one for whoever has none. The caller
 * holds the person's address ({@link lockAddress}), so that two first pairings at once do not give it two.
 */
export async function vhostOf(tx: Transaction, person: Person): Promise<string> {
  const rows = await tx.$queryRaw<{ vhost: string }[]>`
    SELECT p.vhost FROM pairings p
     WHERE ${isOf(person)} AND NOT EXISTS (SELECT 1 FROM pairings o WHERE o.vhost = p.vhost AND NOT ${isOf(person, Prisma.raw("o"))})
     ORDER BY p.id DESC LIMIT 1`;
  return rows[0]?.vhost ?? newToken().slice(0, RANDOM_LETTERS).toLowerCase();
}

/** Whether somebody else has a name in launch URLs, by whichever partner, live or ended. Until the transaction ends nobody else gets it. */
export async function isVhostOfOthers(tx: Transaction, person: Person, vhost: string): Promise<boolean> {
  // Of two who ask for one name at the same moment the second waits for the first.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`pairing vhost ${vhost}`}, 0))`;
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM pairings p WHERE p.vhost = ${vhost} AND NOT ${isOf(person)} LIMIT 1`;
  return rows.length > 0;
}

/** Whoever else proposes to this address, or confirms for it, waits until the transaction ends. */
export async function lockAddress(tx: Transaction, email: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`pairing address ${email}`}, 0))`;
}

// An address can pass to somebody else: what an end user has confirmed stays theirs, and only what waits goes by the address.
function isOf({ email, endUserId }: Person, pairing = Prisma.raw("p")): Prisma.Sql {
  return Prisma.sql`(CASE WHEN ${pairing}.end_user_id IS NULL THEN coalesce(${pairing}.email = ${email}, false) ELSE coalesce(${pairing}.end_user_id = ${endUserId}::uuid, false) END)`;
}
