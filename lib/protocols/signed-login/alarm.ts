import { now } from "@/lib/clock";
import { transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";
import { log } from "@/lib/log";
import { type ClientRow, USERS_PER_SIGNATURE } from "./store";

/** One signature is good for ten minutes at the most: that long, a client is not alarmed about again. */
const QUIET_MS = 10 * 60_000;

/**
 * Tells the partner and the operator that one signature has signed many users in: whoever sees a call can do that while its
 * timestamp is fresh, for the signature says nothing of the body (security.md, T11). Each such event is marked besides.
 */
export async function raiseAlarm({ id, partnerId }: ClientRow, requestId: string): Promise<void> {
  const at = now();
  const raised = await transaction(async (tx) => {
    const { count } = await tx.apiClient.updateMany({
      where: { id, OR: [{ alarmedAt: null }, { alarmedAt: { lt: new Date(at.getTime() - QUIET_MS) } }] },
      data: { alarmedAt: at },
    });
    if (count === 0) return false;
    const after = { usersMoreThan: USERS_PER_SIGNATURE };
    await recordAudit(tx, { actor: { kind: "system" }, action: "api_client.signature_shared", partnerId, subjectId: id, after, requestId });
    return true;
  });
  if (raised) log().warn({ clientId: id, partnerId, requestId }, "one signature of an API client has signed many users in");
}
