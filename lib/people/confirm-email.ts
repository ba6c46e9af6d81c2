import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { Prisma, prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";
import { takeAllowance } from "@/lib/limits/allowances";
import { makeLink, type OneTimeLink, useUpLink } from "@/lib/mail/one-time-links";
import { enqueueMail } from "@/lib/mail/outbox";
import type { Language } from "@/lib/words/languages";
import { checkPasswordAgain } from "./password";

/** Writes to an end user's own address, so that it can be confirmed. */
export async function askToConfirmEmail(tx: Transaction, endUserId: string, email: string, language: Language): Promise<void> {
  const token = await makeLink(tx, { realm: "people", id: endUserId }, "confirm", email);
  await enqueueMail(tx, { kind: "confirmEmail", realm: "people", to: email, email, token, language });
}

/** Sends the confirmation mail again; the link of the earlier one is over. */
export async function resendConfirmation(
  endUserId: string,
  language: Language,
): Promise<Result<{ email: string }, "already_confirmed" | "too_many_mails">> {
  const user = await prisma().endUser.findUnique({ where: { id: endUserId }, select: { email: true, emailVerifiedAt: true } });
  if (!user?.email || user.emailVerifiedAt !== null) return refuse("already_confirmed");
  const { email } = user;
  if ((await takeAllowance("mail-to", `confirm people ${email}`)) !== null) return refuse("too_many_mails");
  await transaction((tx) => askToConfirmEmail(tx, endUserId, email, language));
  return accept({ email });
}

/**
 * An end user who is signed in wants another e-mail. It counts once it is confirmed by the link that goes to it; until then
 * everything stays, and the present address is told. Whether the new one is somebody else's is not told: its owner is.
 * Whoever has neither an address nor a password, because others sign them in, names a first one without.
 * @param change.email checked by `emailAddress` of lib/core/email
 */
export async function requestEmailChange(
  endUserId: string,
  change: { readonly email: string; readonly currentPassword: string; readonly language: Language },
): Promise<Result<{ status: "mail_sent" }, "wrong_password" | "too_many_attempts" | "same_email" | "too_many_mails">> {
  const known = await checkOwner(endUserId, change.currentPassword);
  if (!known.ok) return known;
  const { email: to, language } = change;
  if (to === known.value.email) return refuse("same_email");
  if ((await takeAllowance("mail-to", `change people ${endUserId}`)) !== null) return refuse("too_many_mails");
  const told = (await takeAllowance("mail-to", `change people ${to}`)) === null;
  await transaction(async (tx) => {
    const taken = await tx.endUser.findFirst({ where: { email: to, testPartnerId: null }, select: { id: true } });
    const token = await makeLink(tx, { realm: "people", id: endUserId }, "change", to);
    if (told && taken) await enqueueMail(tx, { kind: "addressTaken", realm: "people", to, language });
    else if (told) await enqueueMail(tx, { kind: "confirmNewEmail", realm: "people", to, email: to, token, language });
    if (known.value.email !== null) {
      await enqueueMail(tx, { kind: "emailChangeAsked", realm: "people", to: known.value.email, email: to, language });
    }
  });
  return accept({ status: "mail_sent" });
}

async function checkOwner(endUserId: string, password: string): ReturnType<typeof checkPasswordAgain> {
  const bare = await prisma().endUser.count({ where: { id: endUserId, email: null, passwordHash: null, suspendedAt: null } });
  return bare === 1 ? accept({ email: null }) : checkPasswordAgain(endUserId, password);
}

/**
 * Confirms an address by the link that was sent to it: the one that the account has, or the new one that was asked for.
 * The link alone is not enough, its owner has to be signed in: otherwise whoever signs up with somebody else's address would
 * have it confirmed by a careless click of theirs, and keep the password (T1).
 */
export async function confirmEmail(endUserId: string, token: string): Promise<Result<{ email: string }, "link_over" | "email_taken">> {
  try {
    return await transaction(async (tx) => {
      const link = await useUpLink(tx, token, "people", ["confirm", "change"], endUserId);
      if (!link) return refuse("link_over");
      return (await apply(tx, link)) ? accept({ email: link.email }) : refuse("link_over");
    });
  } catch (error) {
    // Somebody else took the address meanwhile: the unique key decides.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return refuse("email_taken");
    throw error;
  }
}

async function apply(tx: Transaction, { purpose, ownerId: id, email }: OneTimeLink): Promise<boolean> {
  const at = now();
  const before = await tx.endUser.findUnique({ where: { id }, select: { email: true } });
  const { count } =
    purpose === "change"
      ? await tx.endUser.updateMany({ where: { id, suspendedAt: null }, data: { email, emailVerifiedAt: at } })
      : await tx.endUser.updateMany({ where: { id, email, suspendedAt: null }, data: { emailVerifiedAt: at } });
  if (count === 0) return false;
  await recordAudit(tx, {
    actor: { kind: "end_user", id },
    action: purpose === "change" ? "end_user.email_changed" : "end_user.email_confirmed",
    partnerId: null,
    subjectId: id,
    before: { email: before?.email ?? null },
    after: { email },
  });
  return true;
}
