import { z } from "zod";
import { now } from "@/lib/clock";
import { emailAddress } from "@/lib/core/email";
import { newPassword } from "@/lib/core/password";
import { accept, refuse, type Result } from "@/lib/core/result";
import { hashPassword, verifyPassword } from "@/lib/crypto/password";
import { prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import { takeAllowance } from "@/lib/limits/allowances";
import { enqueueMail } from "@/lib/mail/outbox";
import { fallbackLanguage, type Language } from "@/lib/words/languages";
import { askToConfirmAccount } from "./confirm-account";

/** What somebody says who wants a panel account. */
export const accountInput = z.object({ email: emailAddress, password: newPassword });
export type AccountInput = z.infer<typeof accountInput>;

/**
 * Makes a panel account within `tx`. Who signs up is asked by mail to confirm the address; who was made by an operator is known.
 * @param account.passwordHash by hashPassword, made before the transaction was opened: it takes longer than one should stay open
 * @param actor "self": the person who is signing up
 */
export async function createAccount(
  tx: Transaction,
  account: { readonly email: string; readonly passwordHash: string },
  actor: Actor | "self",
  language: Language = fallbackLanguage,
): Promise<Result<{ id: string }, "email_taken">> {
  const made = await insertAccount(tx, { ...account, operator: false }, actor);
  if (made.ok && actor === "self") await askToConfirmAccount(tx, { id: made.value.id, email: account.email }, language);
  return made;
}

/** Tells the owner of an address that somebody tried to sign up with it; the one who tried is not told (PN-26). */
export async function tellAddressTaken(email: string, language: Language): Promise<void> {
  if ((await takeAllowance("mail-to", `taken panel ${email}`)) !== null) return;
  await transaction((tx) => enqueueMail(tx, { kind: "addressTaken", realm: "panel", to: email, language }));
}

/** Makes an account of the operator's own people, who see every partner. */
export async function createOperator(input: AccountInput, actor: Actor): Promise<Result<{ accountId: string }, "email_taken">> {
  const passwordHash = await hashPassword(input.password);
  return transaction(async (tx) => {
    const made = await insertAccount(tx, { email: input.email, passwordHash, operator: true }, actor);
    return made.ok ? accept({ accountId: made.value.id }) : made;
  });
}

async function insertAccount(
  tx: Transaction,
  account: { readonly email: string; readonly passwordHash: string; readonly operator: boolean },
  actor: Actor | "self",
): Promise<Result<{ id: string }, "email_taken">> {
  const id = newId();
  // ON CONFLICT DO NOTHING: the unique key decides who was first, and the transaction stays usable.
  const { count } = await tx.panelAccount.createMany({
    data: [{ id, ...account, emailVerifiedAt: actor === "self" ? null : now() }],
    skipDuplicates: true,
  });
  if (count === 0) return refuse("email_taken");
  await recordAudit(tx, {
    actor: actor === "self" ? { kind: "account", id } : actor,
    action: account.operator ? "operator.created" : "account.created",
    partnerId: null,
    subjectId: id,
    after: { email: account.email },
  });
  return accept({ id });
}

/**
 * The account that e-mail and password belong to. Unknown, suspended and wrong take equally long and look alike: null.
 * @param email as typed
 */
export async function checkCredentials(email: string, password: string): Promise<{ id: string; operator: boolean } | null> {
  const address = emailAddress.safeParse(email);
  const account = address.success
    ? await prisma().panelAccount.findUnique({
        where: { email: address.data },
        select: { id: true, operator: true, passwordHash: true, suspendedAt: true },
      })
    : null;
  const right = await verifyPassword(account?.passwordHash ?? null, password);
  if (!right || account === null || account.suspendedAt !== null) return null;
  return { id: account.id, operator: account.operator };
}
