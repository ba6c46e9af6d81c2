import { line } from "@/lib/core/plain-text";
import { accept, refuse, type Result } from "@/lib/core/result";
import { transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";

/** What an end user wants to be called. */
export const displayName = line(80, "name");

/** An end user, who is signed in, changes their name. @param name checked by {@link displayName}; null: none */
export async function rename(endUserId: string, name: string | null): Promise<Result<{ name: string | null }, "user_unknown">> {
  return transaction(async (tx) => {
    const before = await tx.endUser.findUnique({ where: { id: endUserId }, select: { name: true } });
    const { count } = await tx.endUser.updateMany({ where: { id: endUserId, suspendedAt: null, testPartnerId: null }, data: { name } });
    if (count === 0) return refuse("user_unknown");
    if (before?.name !== name) {
      const actor = { kind: "end_user", id: endUserId } as const;
      const change = { before: { name: before?.name ?? null }, after: { name } };
      await recordAudit(tx, { actor, action: "end_user.renamed", partnerId: null, subjectId: endUserId, ...change });
    }
    return accept({ name });
  });
}
