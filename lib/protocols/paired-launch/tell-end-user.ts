import type { Transaction } from "@/lib/db/prisma";
import { enqueueMail } from "@/lib/mail/outbox";

/** What of a pairing its end user is told by mail. */
type News = "pairingProposed" | "pairingInvited" | "pairingConfirmed" | "pairingEnded";

/** Tells the owner of an address what became of a pairing, in the transaction that did it. */
export async function tellEndUser(tx: Transaction, news: News, to: string, partnerId: string): Promise<void> {
  const { name } = await tx.partner.findUniqueOrThrow({ where: { id: partnerId }, select: { name: true } });
  await enqueueMail(tx, { kind: news, realm: "people", to, email: to, partnerName: name });
}
