import { now } from "@/lib/clock";
import { emailAddress } from "@/lib/core/email";
import { accept, refuse, type Result } from "@/lib/core/result";
import { hashPassword, verifyPassword } from "@/lib/crypto/password";
import { prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";
import { takeAllowance } from "@/lib/limits/allowances";
import { endLinks, findLink, makeLink, useUpLink } from "@/lib/mail/one-time-links";
import { enqueueMail } from "@/lib/mail/outbox";
import type { Language } from "@/lib/words/languages";
import { endSessions } from "./sessions";

/** True when the end user, who is signed in, knows the password. @returns "too_many_attempts" to somebody who guesses */
export async function checkPasswordAgain(
  endUserId: string,
  password: string,
): Promise<Result<{ email: string | null }, "wrong_password" | "too_many_attempts">> {
  if ((await takeAllowance("password-again", endUserId)) !== null) return refuse("too_many_attempts");
  const user = await prisma().endUser.findUnique({
    where: { id: endUserId },
    select: { email: true, passwordHash: true, suspendedAt: true },
  });
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  return right && user?.suspendedAt === null ? accept({ email: user.email }) : refuse("wrong_password");
}

/** Whether an end user has a password; without one, others sign them in. */
export async function hasChosenPassword(endUserId: string): Promise<boolean> {
  const user = await prisma().endUser.findUnique({ where: { id: endUserId }, select: { passwordHash: true } });
  return user?.passwordHash != null;
}

/**
 * An end user who is signed in chooses another password. Every other session is over, an asked-for change of e-mail and
 * open reset links too, and a mail says so (PN-25).
 * @param change.newPassword checked by `newPassword` of lib/core/password @param change.keptSessionId the session that stays
 */
export async function changePassword(
  endUserId: string,
  change: { readonly currentPassword: string; readonly newPassword: string; readonly keptSessionId: string; readonly language: Language },
): Promise<Result<{ status: "changed" }, "wrong_password" | "too_many_attempts">> {
  const known = await checkPasswordAgain(endUserId, change.currentPassword);
  if (!known.ok) return known;
  const passwordHash = await hashPassword(change.newPassword);
  return transaction(async (tx) => {
    const { count } = await tx.endUser.updateMany({ where: { id: endUserId, suspendedAt: null }, data: { passwordHash } });
    if (count === 0) return refuse("wrong_password");
    await afterNewPassword(tx, endUserId, { id: { not: change.keptSessionId } });
    await tellOfNewPassword(tx, known.value.email, change.language);
    return accept({ status: "changed" });
  });
}

/**
 * Somebody says that they have forgotten a password. The one who has the address gets a link, if there is such an end user;
 * the caller answers everybody alike (PN-26). @param typed text of anybody
 */
export async function requestPasswordReset(typed: string, language: Language): Promise<void> {
  const address = emailAddress.safeParse(typed);
  const email = address.success ? address.data : null;
  // Counted whether there is such a user or not.
  if (email === null || (await takeAllowance("mail-to", `reset people ${email}`)) !== null) return;
  await transaction(async (tx) => {
    const user = await tx.endUser.findFirst({ where: { email, testPartnerId: null, suspendedAt: null }, select: { id: true } });
    if (!user) return;
    const token = await makeLink(tx, { realm: "people", id: user.id }, "reset", email);
    await enqueueMail(tx, { kind: "resetPassword", realm: "people", to: email, token, language });
  });
}

/** Whether a reset link is open, for the page that shows its form: looking uses nothing up (PN-28). */
export async function isResetLinkOpen(token: string): Promise<boolean> {
  return (await findLink(token, "people"))?.purpose === "reset";
}

/**
 * Chooses a new password by a link, once (PN-28). The link came by mail, so the address is theirs: it counts as confirmed from
 * now on, and whoever had signed up with it before its owner is out, with every session.
 * @param password checked by `newPassword` of lib/core/password
 */
export async function resetPassword(
  token: string,
  password: string,
  language: Language,
): Promise<Result<{ endUserId: string }, "link_over">> {
  // A hash is dear: not for links that never were.
  if (!(await isResetLinkOpen(token))) return refuse("link_over");
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const link = await useUpLink(tx, token, "people", ["reset"]);
    if (!link) return refuse("link_over");
    const owner = { id: link.ownerId, email: link.email, suspendedAt: null };
    const { count } = await tx.endUser.updateMany({ where: owner, data: { passwordHash } });
    // Suspended, or another address meanwhile: the link is used up all the same (PN-29).
    if (count === 0) return refuse("link_over");
    await tx.endUser.updateMany({ where: { ...owner, emailVerifiedAt: null }, data: { emailVerifiedAt: now() } });
    await afterNewPassword(tx, link.ownerId, {});
    await tellOfNewPassword(tx, link.email, language);
    return accept({ endUserId: link.ownerId });
  });
}

async function afterNewPassword(tx: Transaction, endUserId: string, ended: Parameters<typeof endSessions>[2]): Promise<void> {
  const actor = { kind: "end_user", id: endUserId } as const;
  await recordAudit(tx, { actor, action: "end_user.password_changed", partnerId: null, subjectId: endUserId });
  await endSessions(tx, endUserId, ended);
  await endLinks(tx, { realm: "people", id: endUserId }, ["reset", "change"]);
}

async function tellOfNewPassword(tx: Transaction, email: string | null, language: Language): Promise<void> {
  if (email !== null) await enqueueMail(tx, { kind: "passwordChanged", realm: "people", to: email, language });
}
