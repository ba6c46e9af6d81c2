import { z } from "zod";
import { now } from "@/lib/clock";
import { emailAddress } from "@/lib/core/email";
import { generatedAddress } from "@/lib/core/generated-address";
import { line } from "@/lib/core/plain-text";
import { accept, refuse, type Result } from "@/lib/core/result";
import { prisma, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import { type EndUser, endUserFields, toEndUser } from "./end-user";

/** What a developer says of a test user. */
export const testUserInput = z.object({ name: line(80, "name"), email: emailAddress.optional() });
export type TestUserInput = z.infer<typeof testUserInput>;

/** A person of the end-user realm that belongs to a partner, to try drafts with. */
export type TestUser = { readonly id: string; readonly name: string | null; readonly email: string; readonly createdAt: Date };

/**
 * Makes a test user of a partner. Its address is never taken for verified: a developer may write down anybody's.
 * @param input.email absent: one that nobody owns is generated
 */
export async function createTestUser(
  partnerId: string,
  input: TestUserInput,
  actor: Actor,
): Promise<Result<{ endUserId: string; email: string }, "email_taken">> {
  const id = newId();
  const email = input.email ?? generatedAddress(id);
  const made = await insertTestUser(partnerId, { id, name: input.name, email, verifiedAt: null }, actor);
  return made ? accept({ endUserId: id, email }) : refuse("email_taken");
}

/** A partner's test users, newest first. */
export async function listTestUsers(partnerId: string): Promise<TestUser[]> {
  const rows = await prisma().endUser.findMany({
    where: { testPartnerId: partnerId },
    orderBy: { id: "desc" },
    select: { id: true, name: true, email: true, createdAt: true },
  });
  return rows.map((row) => ({ id: row.id, name: row.name, email: row.email ?? generatedAddress(row.id), createdAt: row.createdAt }));
}

/** Finds a test user of this very partner by id or e-mail; anybody else is unknown: null. */
export async function findTestUser(partnerId: string, idOrEmail: string): Promise<EndUser | null> {
  const spelled = idOrEmail.trim().toLowerCase();
  if (!/^[\x21-\x7e]+$/.test(spelled)) return null;
  const row = await prisma().endUser.findFirst({
    where: { testPartnerId: partnerId, ...(isId(spelled) ? { id: spelled } : { email: spelled }) },
    select: endUserFields,
  });
  return row && toEndUser(row);
}

/**
 * The test user of a partner that stands for a real one: same address, name and verification. Made when it is missing;
 * two at once make one. For the operator's own tests alone, since it may copy a verified address.
 */
export async function testTwin(partnerId: string, endUser: EndUser, actor: Actor): Promise<EndUser> {
  const email = endUser.email ?? generatedAddress(endUser.id);
  await insertTestUser(partnerId, { id: newId(), name: endUser.name, email, verifiedAt: endUser.verified ? now() : null }, actor);
  const twin = await findTestUser(partnerId, email);
  if (!twin) throw new Error("a test user was made and is not there");
  return twin;
}

async function insertTestUser(
  partnerId: string,
  user: { readonly id: string; readonly name: string | null; readonly email: string; readonly verifiedAt: Date | null },
  actor: Actor,
): Promise<boolean> {
  return transaction(async (tx) => {
    const { count } = await tx.endUser.createMany({
      data: [{ id: user.id, name: user.name, email: user.email, emailVerifiedAt: user.verifiedAt, testPartnerId: partnerId }],
      skipDuplicates: true,
    });
    if (count === 0) return false;
    await recordAudit(tx, {
      actor,
      action: "test_user.created",
      partnerId,
      subjectId: user.id,
      after: { name: user.name, email: user.email },
    });
    return true;
  });
}
