import { prisma } from "../db/prisma";
import { openContent } from "./content";
import type { Composed } from "./layout";

/** A mail of the outbox, as /dev/outbox shows it. */
export type ListedMail = {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly at: Date;
  /** null: it was given up, or sent, and what it said is gone */
  readonly content: Composed | null;
};

/** The latest mails with what they say, newest first: for development and the demo alone (see environment().showsOutbox). */
export async function listMails(limit: number): Promise<ListedMail[]> {
  const rows = await prisma().outboxMail.findMany({ orderBy: { id: "desc" }, take: limit });
  return rows.map(({ id, kind, recipient, createdAt, sealedContent }) => ({
    id,
    kind,
    to: recipient,
    at: createdAt,
    content: sealedContent && openContent(id, sealedContent),
  }));
}
