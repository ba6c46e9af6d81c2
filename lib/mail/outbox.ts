import { now } from "../clock";
import { emailAddress } from "../core/email";
import { seal } from "../crypto/seal";
import { environment } from "../env";
import type { Transaction } from "../db/prisma";
import { newId } from "../id";
import { oncePerProcess } from "../registry";
import { fallbackLanguage, type Language } from "../words/languages";
import { compose, type Mail } from "./messages";

/** A mail that is to be written to somebody. */
export type NewMail = Mail & {
  /** the one address that it goes to, as it is stored */
  readonly to: string;
  readonly language?: Language;
};

/**
 * Puts a mail into the outbox, within the transaction that did the thing: both happen, or neither. It is sent afterwards
 * (delivery.ts), however long the mail server is away.
 * @throws Error when `to` is not exactly one plain address: only a bug would ask for that (PN-26)
 */
export async function enqueueMail(tx: Transaction, { to, language = fallbackLanguage, ...mail }: NewMail): Promise<void> {
  const recipient = emailAddress.safeParse(to);
  if (!recipient.success || recipient.data !== to) throw new Error("a mail was to go to something that is not one stored address");
  const id = newId();
  const at = now();
  await tx.outboxMail.create({
    data: {
      id,
      kind: mail.kind,
      recipient: to,
      // It may hold a one-time link, and the outbox is no place to find one in.
      sealedContent: seal("outbox", id, JSON.stringify(compose(mail, language))),
      nextAttemptAt: at,
      createdAt: at,
    },
  });
  mailBell().ring();
}

/** By it a process that has just written a mail wakes its own deliverer, which would look again in a few seconds anyway. */
export function mailBell(): { ring: () => void } {
  return oncePerProcess("mail-bell", () => ({ ring: () => undefined }));
}

/** Whether somebody can read the mails that are written: they are sent, or shown (development, demo). */
export function mailIsSetUp(): boolean {
  const { mail, showsOutbox } = environment();
  return mail !== null || showsOutbox;
}
