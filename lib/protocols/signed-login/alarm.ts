import { now } from "@/lib/clock";
import { transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";
import { log } from "@/lib/log";
import { oncePerProcess } from "@/lib/registry";
import { type ClientRow, USERS_PER_SIGNATURE } from "./store";

/** One signature is good for ten minutes at the most: that long, a client is not alarmed about again. */
const QUIET_MS = 10 * 60_000;

// Of the many calls that notice at once, one in a process has to tell; the others must not wait for it.
const lastRaised = () => oncePerProcess("client-alarms", () => new Map<string, number>());

/**
 * Tells the partner and the operator that one signature has signed many users in: whoever sees a call can do that while its
 * timestamp is fresh, for the signature says nothing of the body (security.md, T11). Each such event is marked besides. Never
 * throws: the call that noticed is no worse for it.
 */
export async function raiseAlarm(client: ClientRow, requestId: string): Promise<void> {
  const at = now();
  if (at.getTime() - (lastRaised().get(client.id) ?? 0) < QUIET_MS) return;
  lastRaised().set(client.id, at.getTime());
  try {
    const raised = await noteAlarm(client, requestId, at);
    const told = { clientId: client.id, partnerId: client.partnerId, requestId };
    if (raised) log().warn(told, "one signature of an API client has signed many users in");
  } catch (error) {
    lastRaised().delete(client.id);
    log().error({ error, requestId }, "the alarm about an API client could not be stored");
  }
}

function noteAlarm({ id, partnerId }: ClientRow, requestId: string, at: Date): Promise<boolean> {
  return transaction(async (tx) => {
    const { count } = await tx.apiClient.updateMany({
      where: { id, OR: [{ alarmedAt: null }, { alarmedAt: { lt: new Date(at.getTime() - QUIET_MS) } }] },
      data: { alarmedAt: at },
    });
    if (count === 0) return false;
    const after = { usersMoreThan: USERS_PER_SIGNATURE };
    await recordAudit(tx, { actor: { kind: "system" }, action: "api_client.signature_shared", partnerId, subjectId: id, after, requestId });
    return true;
  });
}
