import { z } from "zod";
import { now } from "@/lib/clock";
import { emailAddress } from "@/lib/core/email";
import { newPassword } from "@/lib/core/password";
import { accept, refuse, type Result } from "@/lib/core/result";
import { hashPassword, verifyPassword } from "@/lib/crypto/password";
import { prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import { takeAllowance } from "@/lib/limits/allowances";
import { enqueueMail } from "@/lib/mail/outbox";
import { fallbackLanguage, type Language } from "@/lib/words/languages";
import { askToConfirmEmail } from "./confirm-email";
import { displayName } from "./profile";

/** What somebody says who signs up. */
export const endUserInput = z.object({ email: emailAddress, password: newPassword, name: displayName.optional() });
export type EndUserInput = z.infer<typeof endUserInput>;

/** An end user as the rest of the platform knows one. */
export type EndUser = {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly verified: boolean;
  /** set: a test user of this partner */
  readonly testPartnerId: string | null;
  readonly suspended: boolean;
  readonly createdAt: Date;
};

/**
 * Somebody makes themselves an account. The address counts as theirs only once it is verified, by the link that is sent to it.
 * Whose address it is already is written to, and told so.
 * @param alongside what else is stored of the new user, in the same transaction
 */
export async function signUp(
  input: EndUserInput,
  language: Language = fallbackLanguage,
  alongside: (tx: Transaction, endUserId: string) => Promise<void> = () => Promise.resolve(),
): Promise<Result<{ endUserId: string }, "email_taken">> {
  const { email } = input;
  const made = await insertEndUser({ ...input, verified: false }, "self", async (tx, id) => {
    await askToConfirmEmail(tx, id, email, language);
    await alongside(tx, id);
  });
  if (!made.ok && (await takeAllowance("mail-to", `taken people ${email}`)) === null) {
    await transaction((tx) => enqueueMail(tx, { kind: "addressTaken", realm: "people", to: email, language }));
  }
  return made;
}

/** Makes an end user for somebody else. @param input.verified the address is known to be theirs */
export async function createEndUser(
  input: { readonly email: string; readonly password?: string; readonly name?: string; readonly verified: boolean },
  actor: Actor,
): Promise<Result<{ endUserId: string }, "email_taken">> {
  return insertEndUser(input, actor);
}

async function insertEndUser(
  input: { readonly email: string; readonly password?: string; readonly name?: string; readonly verified: boolean },
  actor: Actor | "self",
  afterwards: (tx: Transaction, endUserId: string) => Promise<void> = () => Promise.resolve(),
): Promise<Result<{ endUserId: string }, "email_taken">> {
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  const id = newId();
  return transaction(async (tx) => {
    // ON CONFLICT DO NOTHING: the unique key decides who was first.
    const { count } = await tx.endUser.createMany({
      data: [{ id, email: input.email, name: input.name ?? null, passwordHash, emailVerifiedAt: input.verified ? now() : null }],
      skipDuplicates: true,
    });
    if (count === 0) return refuse("email_taken");
    await recordAudit(tx, {
      actor: actor === "self" ? { kind: "end_user", id } : actor,
      action: "end_user.created",
      partnerId: null,
      subjectId: id,
      after: { email: input.email, verified: input.verified },
    });
    await afterwards(tx, id);
    return accept({ endUserId: id });
  });
}

/**
 * The end user that e-mail and password belong to. Unknown, suspended, without a password and wrong take equally long and
 * look alike: null. Test users cannot sign in.
 * @param email as typed
 */
export async function checkEndUserCredentials(email: string, password: string): Promise<{ endUserId: string } | null> {
  const address = emailAddress.safeParse(email);
  const user = address.success
    ? await prisma().endUser.findFirst({
        where: { email: address.data, testPartnerId: null },
        select: { id: true, passwordHash: true, suspendedAt: true },
      })
    : null;
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  if (!right || user === null || user.suspendedAt !== null) return null;
  return { endUserId: user.id };
}

/** Finds an end user: by id whoever it is, by e-mail anybody but the test users of partners; null when there is none. */
export async function findEndUser(idOrEmail: string): Promise<EndUser | null> {
  const where = isId(idOrEmail) ? { id: idOrEmail } : emailWhere(idOrEmail);
  const row = where && (await prisma().endUser.findFirst({ where, select: endUserFields }));
  return row && toEndUser(row);
}

function emailWhere(email: string) {
  // What is no ASCII word with an @ cannot be stored, nor be asked for (PostgreSQL takes no NUL).
  const spelled = email.trim().toLowerCase();
  return /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(spelled) ? { email: spelled, testPartnerId: null } : null;
}

/** The columns that {@link toEndUser} needs. */
export const endUserFields = {
  id: true,
  name: true,
  email: true,
  emailVerifiedAt: true,
  testPartnerId: true,
  suspendedAt: true,
  createdAt: true,
} as const;

type EndUserRow = {
  id: string;
  name: string | null;
  email: string | null;
  emailVerifiedAt: Date | null;
  testPartnerId: string | null;
  suspendedAt: Date | null;
  createdAt: Date;
};

/** A row as {@link EndUser}, field by field. */
export function toEndUser(row: EndUserRow): EndUser {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    verified: row.emailVerifiedAt !== null,
    testPartnerId: row.testPartnerId,
    suspended: row.suspendedAt !== null,
    createdAt: row.createdAt,
  };
}
