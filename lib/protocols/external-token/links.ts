import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { pool } from "@/lib/db/pools";
import { transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";
import { endSessions } from "@/lib/people/sessions";

/** An issuer that may sign an end user in, or was allowed to until they ended that. */
export type IssuerLink = {
  readonly issuerId: string;
  /** the issuer's name, as `iss` has it */
  readonly issuer: string;
  readonly partnerName: string;
  readonly since: Date;
  readonly lastSignInAt: Date;
  /** what the issuer says the user's addresses are; nobody has proved them by that */
  readonly addresses: readonly string[];
  /** the user has ended it */
  readonly ended: boolean;
  /** false: the issuer is disabled, or its partner suspended, so it signs nobody in */
  readonly issuerActive: boolean;
};

type LinkColumns = {
  issuer_id: string;
  slug: string;
  partner_name: string;
  since: Date;
  last_sign_in_at: Date;
  addresses: string[];
  ended: boolean;
  issuer_active: boolean;
};

/** Who may sign an end user in, and who no more; an issuer that knows them by two uuids stands once. Those that may stand first. */
export async function listLinks(endUserId: string): Promise<IssuerLink[]> {
  const { rows } = await pool("pages").query<LinkColumns>({
    name: "list-issuer-links",
    text: `SELECT i.id AS issuer_id, i.slug, p.name AS partner_name, min(x.created_at) AS since, max(x.last_sign_in_at) AS last_sign_in_at,
                  array_remove(array_agg(DISTINCT x.email), NULL) AS addresses, bool_and(x.unlinked_at IS NOT NULL) AS ended,
                  i.disabled_at IS NULL AND p.suspended_at IS NULL AS issuer_active
             FROM external_identities x JOIN issuers i ON i.id = x.issuer_id JOIN partners p ON p.id = i.partner_id
            WHERE x.end_user_id = $1
            GROUP BY i.id, p.id ORDER BY ended, last_sign_in_at DESC LIMIT 100`,
    values: [endUserId],
  });
  return rows.map((row) => ({
    issuerId: row.issuer_id,
    issuer: row.slug,
    partnerName: row.partner_name,
    since: row.since,
    lastSignInAt: row.last_sign_in_at,
    addresses: row.addresses,
    ended: row.ended,
    issuerActive: row.issuer_active,
  }));
}

/**
 * Ends whatever lets an issuer sign an end user in, and the sessions that came through it. Its row stays, so that the issuer
 * makes no other user of the same uuid, nor finds this one again by an address.
 * @param keptSessionId the session that asks for it stays: in it the step can be taken back
 */
export async function endLink(
  endUserId: string,
  issuerId: string,
  keptSessionId: string,
): Promise<Result<{ sessionsEnded: number }, "link_unknown">> {
  if (!isId(issuerId)) return refuse("link_unknown");
  return transaction(async (tx) => {
    // First the link, then the sessions: a sign-in of this moment holds the row until its session can be seen.
    const { count } = await tx.externalIdentity.updateMany({
      where: { endUserId, issuerId, unlinkedAt: null },
      data: { unlinkedAt: now() },
    });
    if (count === 0) return refuse("link_unknown");
    const sessionsEnded = await endSessions(tx, endUserId, { issuerId, id: { not: keptSessionId } });
    const actor = { kind: "end_user", id: endUserId } as const;
    await recordAudit(tx, { actor, action: "end_user.link_ended", partnerId: null, subjectId: endUserId, after: { issuerId } });
    return accept({ sessionsEnded });
  });
}

/** Lets an issuer sign an end user in again, who has ended that before. */
export async function restoreLink(endUserId: string, issuerId: string): Promise<Result<null, "link_unknown">> {
  if (!isId(issuerId)) return refuse("link_unknown");
  return transaction(async (tx) => {
    const where = { endUserId, issuerId, unlinkedAt: { not: null } };
    const { count } = await tx.externalIdentity.updateMany({ where, data: { unlinkedAt: null } });
    if (count === 0) return refuse("link_unknown");
    const actor = { kind: "end_user", id: endUserId } as const;
    await recordAudit(tx, { actor, action: "end_user.link_restored", partnerId: null, subjectId: endUserId, after: { issuerId } });
    return accept(null);
  });
}
