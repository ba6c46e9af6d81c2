import { accept, refuse, type Result } from "@/lib/core/result";
import { pool } from "@/lib/db/pools";
import { transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";
import { endSessions } from "@/lib/people/sessions";

/** An API client that may sign an end user in, or was allowed to until they ended that. */
export type ClientLink = {
  readonly clientId: string;
  readonly client: string;
  readonly partnerName: string;
  readonly since: Date;
  /** null: not for a week at least */
  readonly lastSignInAt: Date | null;
  /** what the client says the user's address is; nobody has proved it by that */
  readonly addresses: readonly string[];
  /** the user has ended it */
  readonly ended: boolean;
  /** false: the client is disabled, or its partner suspended, so it signs nobody in */
  readonly clientActive: boolean;
};

type LinkColumns = {
  client_id: string;
  name: string;
  partner_name: string;
  since: Date;
  last_sign_in_at: Date | null;
  addresses: string[];
  ended: boolean;
  client_active: boolean;
};

/** The API clients that may sign an end user in, and those that may no more. Those that may stand first. */
export async function listClientLinks(endUserId: string): Promise<ClientLink[]> {
  const { rows } = await pool("pages").query<LinkColumns>({
    name: "list-client-links",
    text: `SELECT c.id AS client_id, c.name, p.name AS partner_name, min(x.created_at) AS since, max(last.issued_at) AS last_sign_in_at,
                  array_remove(array_agg(DISTINCT x.email), NULL) AS addresses, bool_and(x.unlinked_at IS NOT NULL) AS ended,
                  c.disabled_at IS NULL AND p.suspended_at IS NULL AS client_active
             FROM client_identities x JOIN api_clients c ON c.id = x.client_id JOIN partners p ON p.id = c.partner_id
             LEFT JOIN LATERAL (SELECT max(t.issued_at) AS issued_at FROM session_tokens t WHERE t.client_id = x.client_id AND t.external_id = x.external_id) AS last ON true
            WHERE x.end_user_id = $1
            GROUP BY c.id, p.id ORDER BY ended, last_sign_in_at DESC NULLS LAST LIMIT 100`,
    values: [endUserId],
  });
  return rows.map((row) => ({
    clientId: row.client_id,
    client: row.name,
    partnerName: row.partner_name,
    since: row.since,
    lastSignInAt: row.last_sign_in_at,
    addresses: row.addresses,
    ended: row.ended,
    clientActive: row.client_active,
  }));
}

/**
 * Ends whatever lets an API client sign an end user in, their session tokens, and the portal sessions that came out of them. The
 * row stays, so that the client makes no other user of the same external id.
 * @param keptSessionId the session that asks for it stays: in it the step can be taken back
 */
export async function endClientLink(
  endUserId: string,
  clientId: string,
  keptSessionId: string,
): Promise<Result<{ sessionsEnded: number }, "link_unknown">> {
  if (!isId(clientId)) return refuse("link_unknown");
  return transaction(async (tx) => {
    // First the link, then the sessions: whoever comes in at this moment holds the row until their session can be seen.
    const count = await tx.$executeRaw`
      UPDATE client_identities SET unlinked_at = statement_timestamp(), sessions_ended_at = statement_timestamp()
       WHERE end_user_id = ${endUserId}::uuid AND client_id = ${clientId}::uuid AND unlinked_at IS NULL`;
    if (count === 0) return refuse("link_unknown");
    const sessionsEnded = await endSessions(tx, endUserId, { clientId, id: { not: keptSessionId } });
    const actor = { kind: "end_user", id: endUserId } as const;
    await recordAudit(tx, { actor, action: "end_user.link_ended", partnerId: null, subjectId: endUserId, after: { clientId } });
    return accept({ sessionsEnded });
  });
}

/** Lets an API client sign an end user in again, who has ended that before. Their session tokens of before stay ended. */
export async function restoreClientLink(endUserId: string, clientId: string): Promise<Result<null, "link_unknown">> {
  if (!isId(clientId)) return refuse("link_unknown");
  return transaction(async (tx) => {
    const where = { endUserId, clientId, unlinkedAt: { not: null } };
    const { count } = await tx.clientIdentity.updateMany({ where, data: { unlinkedAt: null } });
    if (count === 0) return refuse("link_unknown");
    const actor = { kind: "end_user", id: endUserId } as const;
    await recordAudit(tx, { actor, action: "end_user.link_restored", partnerId: null, subjectId: endUserId, after: { clientId } });
    return accept(null);
  });
}
