import { prisma } from "@/lib/db/prisma";
import { isId } from "@/lib/id";
import { psClientId } from "./pairing-input";

/**
 * A pairing by its id, or by its PSClientID where only one partner has a live pairing of that name; null when there is none.
 * Whoever's: for the operator's command line.
 */
export async function findPairingNamed(idOrPsClientId: string): Promise<{ readonly id: string } | null> {
  if (isId(idOrPsClientId)) return prisma().pairing.findUnique({ where: { id: idOrPsClientId }, select: { id: true } });
  if (!psClientId.safeParse(idOrPsClientId).success) return null;
  const found = await prisma().pairing.findMany({ where: { psClientId: idOrPsClientId, endedAt: null }, select: { id: true }, take: 2 });
  return found.length === 1 ? (found[0] ?? null) : null;
}
