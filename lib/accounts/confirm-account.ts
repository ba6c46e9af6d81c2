import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";
import { takeAllowance } from "@/lib/limits/allowances";
import { makeLink, useUpLink } from "@/lib/mail/one-time-links";
import { enqueueMail } from "@/lib/mail/outbox";
import type { Language } from "@/lib/words/languages";

/** Writes to the address of a panel account, so that it can be confirmed. */
export async function askToConfirmAccount(
  tx: Transaction,
  account: { readonly id: string; readonly email: string },
  language: Language,
): Promise<void> {
  const { id, email } = account;
  const token = await makeLink(tx, { realm: "panel", id }, "confirm", email);
  await enqueueMail(tx, { kind: "confirmEmail", realm: "panel", to: email, email, token, language });
}

/** Sends the confirmation mail of a panel account again; the link of the earlier one is over. */
export async function resendAccountConfirmation(
  accountId: string,
  language: Language,
): Promise<Result<{ email: string }, "already_confirmed" | "too_many_mails">> {
  const account = await prisma().panelAccount.findFirst({
    where: { id: accountId, emailVerifiedAt: null },
    select: { id: true, email: true },
  });
  if (!account) return refuse("already_confirmed");
  if ((await takeAllowance("mail-to", `confirm panel ${account.email}`)) !== null) return refuse("too_many_mails");
  await transaction((tx) => askToConfirmAccount(tx, account, language));
  return accept({ email: account.email });
}

/**
 * Confirms the address of a panel account by the link that was sent to it. The link alone is not enough, its owner has to be
 * signed in: otherwise whoever signs up with somebody else's address would have it confirmed by a careless click of theirs.
 */
export async function confirmAccount(accountId: string, token: string): Promise<Result<{ email: string }, "link_over">> {
  return transaction(async (tx) => {
    const link = await useUpLink(tx, token, "panel", ["confirm"], accountId);
    if (!link) return refuse("link_over");
    const { email } = link;
    const { count } = await tx.panelAccount.updateMany({
      where: { id: accountId, email, suspendedAt: null },
      data: { emailVerifiedAt: now() },
    });
    if (count === 0) return refuse("link_over");
    const actor = { kind: "account", id: accountId } as const;
    await recordAudit(tx, { actor, action: "account.email_confirmed", partnerId: null, subjectId: accountId, after: { email } });
    return accept({ email });
  });
}
