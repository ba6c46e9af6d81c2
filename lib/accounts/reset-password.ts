import { now } from "@/lib/clock";
import { emailAddress } from "@/lib/core/email";
import { accept, refuse, type Result } from "@/lib/core/result";
import { hashPassword } from "@/lib/crypto/password";
import { transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";
import { takeAllowance } from "@/lib/limits/allowances";
import { endLinks, findLink, makeLink, useUpLink } from "@/lib/mail/one-time-links";
import { enqueueMail } from "@/lib/mail/outbox";
import type { Language } from "@/lib/words/languages";

/**
 * Somebody says that they have forgotten the password of a panel account. The one who has the address gets a link, if there
 * is such an account; the caller answers everybody alike (PN-26). @param typed text of anybody
 */
export async function requestAccountReset(typed: string, language: Language): Promise<void> {
  const address = emailAddress.safeParse(typed);
  const email = address.success ? address.data : null;
  // Counted whether there is such an account or not.
  if (email === null || (await takeAllowance("mail-to", `reset panel ${email}`)) !== null) return;
  await transaction(async (tx) => {
    const account = await tx.panelAccount.findFirst({ where: { email, suspendedAt: null }, select: { id: true } });
    if (!account) return;
    const token = await makeLink(tx, { realm: "panel", id: account.id }, "reset", email);
    await enqueueMail(tx, { kind: "resetPassword", realm: "panel", to: email, token, language });
  });
}

/** Whether a reset link is open, for the page that shows its form: looking uses nothing up (PN-28). */
export async function isAccountResetOpen(token: string): Promise<boolean> {
  return (await findLink(token, "panel"))?.purpose === "reset";
}

/**
 * Chooses a new password for a panel account by a link, once (PN-28). Every session of the account is over, a mail says so
 * (PN-25), and the address, to which the link was sent, counts as confirmed.
 * @param password checked by `newPassword` of lib/core/password
 */
export async function resetAccountPassword(
  token: string,
  password: string,
  language: Language,
): Promise<Result<{ email: string }, "link_over">> {
  // A hash is dear: not for links that never were.
  if (!(await isAccountResetOpen(token))) return refuse("link_over");
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const link = await useUpLink(tx, token, "panel", ["reset"]);
    if (!link) return refuse("link_over");
    const { ownerId: id, email } = link;
    const owner = { id, email, suspendedAt: null };
    const at = now();
    const { count } = await tx.panelAccount.updateMany({ where: owner, data: { passwordHash } });
    // Suspended meanwhile: the link is used up all the same (PN-29).
    if (count === 0) return refuse("link_over");
    await tx.panelAccount.updateMany({ where: { ...owner, emailVerifiedAt: null }, data: { emailVerifiedAt: at } });
    await tx.panelSession.updateMany({ where: { accountId: id, revokedAt: null }, data: { revokedAt: at } });
    await endLinks(tx, { realm: "panel", id }, ["reset"]);
    await recordAudit(tx, { actor: { kind: "account", id }, action: "account.password_changed", partnerId: null, subjectId: id });
    await enqueueMail(tx, { kind: "passwordChanged", realm: "panel", to: email, language });
    return accept({ email });
  });
}
