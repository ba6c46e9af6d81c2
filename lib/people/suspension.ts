import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";

/** Shuts an end user out, from the next request on, and ends every session. */
export async function suspendEndUser(
  endUserId: string,
  actor: Actor,
): Promise<Result<{ status: "suspended" }, "user_unknown" | "already_suspended">> {
  if (!isId(endUserId)) return refuse("user_unknown");
  return transaction(async (tx) => {
    const at = now();
    const { count } = await tx.endUser.updateMany({ where: { id: endUserId, suspendedAt: null }, data: { suspendedAt: at } });
    if (count === 0) return refuse((await tx.endUser.count({ where: { id: endUserId } })) > 0 ? "already_suspended" : "user_unknown");
    await tx.endUserSession.updateMany({ where: { endUserId, revokedAt: null }, data: { revokedAt: at } });
    await recordAudit(tx, {
      actor,
      action: "end_user.suspended",
      partnerId: null,
      subjectId: endUserId,
      before: { suspended: false },
      after: { suspended: true },
    });
    return accept({ status: "suspended" });
  });
}

/** Lets an end user in again, who has to sign in anew. */
export async function resumeEndUser(
  endUserId: string,
  actor: Actor,
): Promise<Result<{ status: "active" }, "user_unknown" | "not_suspended">> {
  if (!isId(endUserId)) return refuse("user_unknown");
  return transaction(async (tx) => {
    const { count } = await tx.endUser.updateMany({ where: { id: endUserId, suspendedAt: { not: null } }, data: { suspendedAt: null } });
    if (count === 0) return refuse((await tx.endUser.count({ where: { id: endUserId } })) > 0 ? "not_suspended" : "user_unknown");
    await recordAudit(tx, {
      actor,
      action: "end_user.resumed",
      partnerId: null,
      subjectId: endUserId,
      before: { suspended: true },
      after: { suspended: false },
    });
    return accept({ status: "active" });
  });
}
