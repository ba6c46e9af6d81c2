import { z } from "zod";
import { accept, refuse, type Result } from "@/lib/core/result";
import { word } from "@/lib/core/word";
import { lockCredential } from "@/lib/credentials/rotating-keys";
import { pool } from "@/lib/db/pools";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { endSessionsThroughClient } from "@/lib/people/sessions";
import { apiClients } from "./manage";
import { notEnded } from "./session-store";
import { isExternalId } from "./verify";

/** More live session tokens than that are not counted. */
export const MOST_COUNTED = 10_000;

/** An external id as a form says it. */
export const externalIdInput = z.unknown().refine(isExternalId, word("forms.apiClient.externalId"));

/**
 * How many session tokens of an API client are neither over nor ended, {@link MOST_COUNTED} + 1 at the most.
 * @param partnerId whose client it is; of somebody else's there are none
 */
export async function countSessionTokens(clientId: string, partnerId: string): Promise<number> {
  const { rows } = await pool("pages").query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT FROM session_tokens t JOIN client_identities x ON x.client_id = t.client_id AND x.external_id = t.external_id JOIN api_clients c ON c.id = t.client_id
        WHERE c.id = $1 AND c.partner_id = $2 AND t.expires_at > statement_timestamp() AND ${notEnded} LIMIT ${MOST_COUNTED + 1}) AS live`,
    [clientId, partnerId],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Ends every session token that an API client's users have, and the portal sessions that came out of them: at once, everywhere,
 * and those too that are made out at this moment. The next call signs its user in again.
 */
export function endClientSessions(id: string, partnerId: string, actor: Actor): Promise<Result<null, "api_client_unknown">> {
  return transaction(async (tx) => {
    if (!(await lockCredential(tx, apiClients, id, partnerId))) return refuse("api_client_unknown");
    await tx.$executeRaw`UPDATE api_clients SET sessions_ended_at = statement_timestamp() WHERE id = ${id}::uuid`;
    const portalSessions = await endSessionsThroughClient(tx, id, null);
    await recordAudit(tx, { actor, action: "api_client.sessions_ended", partnerId, subjectId: id, after: { portalSessions } });
    return accept(null);
  });
}

/** The same of one user, whom the client knows by this external id, exactly spelled; of somebody else's client nobody is known. */
export function endUserSessions(
  id: string,
  partnerId: string,
  externalId: string,
  actor: Actor,
): Promise<Result<null, "external_id_unknown">> {
  return transaction(async (tx) => {
    // The client is not held: whoever comes into the portal holds its user first, and then the client.
    const users = await tx.$queryRaw<{ end_user_id: string }[]>`
      UPDATE client_identities x SET sessions_ended_at = statement_timestamp() FROM api_clients c
       WHERE c.id = ${id}::uuid AND c.partner_id = ${partnerId}::uuid AND x.client_id = c.id AND x.external_id = ${externalId} RETURNING x.end_user_id`;
    const [user] = users;
    if (!user) return refuse("external_id_unknown");
    const portalSessions = await endSessionsThroughClient(tx, id, user.end_user_id);
    await recordAudit(tx, { actor, action: "api_client.sessions_ended", partnerId, subjectId: id, after: { externalId, portalSessions } });
    return accept(null);
  });
}
