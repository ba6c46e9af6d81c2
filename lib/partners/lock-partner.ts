import type { Transaction } from "@/lib/db/prisma";
import { isId } from "@/lib/id";

/**
 * Makes others who want to change this partner wait until `tx` ends; rows that refer to it can still be written.
 * @returns false when there is no such partner
 */
export async function lockPartner(tx: Transaction, partnerId: string): Promise<boolean> {
  if (!isId(partnerId)) return false;
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM partners WHERE id = ${partnerId}::uuid FOR NO KEY UPDATE`;
  return rows.length > 0;
}
