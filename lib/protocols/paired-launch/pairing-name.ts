import { prisma } from "@/lib/db/prisma";

/** By what a partner names a pairing of its own (PSClientID); null when it is none of theirs. */
export async function pairingName(id: string, partnerId: string): Promise<string | null> {
  const row = await prisma().pairing.findFirst({ where: { id, partnerId }, select: { psClientId: true } });
  return row?.psClientId ?? null;
}
