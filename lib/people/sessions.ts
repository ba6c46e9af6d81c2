import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";

/** A browser in which an end user is signed in. */
export type OpenSession = {
  /** as in Session.id: the one with the id of the current session is this very browser */
  readonly id: string;
  readonly createdAt: Date;
  /** to a few minutes; null: not for a long time */
  readonly lastSeenAt: Date | null;
  readonly expiresAt: Date;
  /** what the browser called itself, text of the client; null when it said nothing */
  readonly userAgent: string | null;
  /** the partner whose user came in by its issuer, API client or pairing; null: they signed in themselves */
  readonly throughPartner: string | null;
};

/** Where an end user is signed in, newest first. */
export async function listSessions(endUserId: string): Promise<OpenSession[]> {
  const partner = { select: { partner: { select: { name: true } } } } as const;
  const rows = await prisma().endUserSession.findMany({
    where: { endUserId, revokedAt: null, expiresAt: { gt: now() } },
    orderBy: { createdAt: "desc" },
    take: 100,
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      expiresAt: true,
      userAgent: true,
      issuer: partner,
      client: partner,
      pairing: partner,
    },
  });
  return rows.map(({ issuer, client, pairing, ...session }) => ({
    ...session,
    throughPartner: (issuer ?? client ?? pairing)?.partner.name ?? null,
  }));
}

/** Signs an end user out everywhere but here. @param keptId the session that stays @returns how many ended */
export async function closeOtherSessions(endUserId: string, keptId: string): Promise<number> {
  return transaction((tx) => endSessions(tx, endUserId, { id: { not: keptId } }));
}

/** Signs an end user out of one browser. Somebody else's session, or one that is over, is unknown. */
export async function closeSessionById(endUserId: string, sessionId: string): Promise<Result<{ status: "closed" }, "session_unknown">> {
  if (!isId(sessionId)) return refuse("session_unknown");
  const count = await transaction((tx) => endSessions(tx, endUserId, { id: sessionId }));
  return count === 0 ? refuse("session_unknown") : accept({ status: "closed" });
}

/** Ends those sessions of an end user within `tx`, and says so. @param actor who ends them, if not their owner @returns how many ended */
export async function endSessions(
  tx: Transaction,
  endUserId: string,
  which: { id?: string | { not: string }; issuerId?: string; clientId?: string; pairingId?: string },
  actor: Actor = { kind: "end_user", id: endUserId },
): Promise<number> {
  const at = now();
  const { count } = await tx.endUserSession.updateMany({
    where: { endUserId, revokedAt: null, expiresAt: { gt: at }, ...which },
    data: { revokedAt: at },
  });
  if (count > 0) {
    await recordAudit(tx, { actor, action: "end_user.sessions_ended", partnerId: null, subjectId: endUserId, after: { sessions: count } });
  }
  return count;
}

/**
 * Ends the sessions that came through an API client within `tx`; the caller says so. @param endUserId null: whosever
 * @returns how many ended
 */
export async function endSessionsThroughClient(tx: Transaction, clientId: string, endUserId: string | null): Promise<number> {
  const at = now();
  const { count } = await tx.endUserSession.updateMany({
    where: { clientId, revokedAt: null, expiresAt: { gt: at }, ...(endUserId === null ? {} : { endUserId }) },
    data: { revokedAt: at },
  });
  return count;
}
