import { now } from "@/lib/clock";
import { transaction } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/events/audit";

/**
 * The SELECT by which a statement finds whose the bearer token is that $1 is the SHA-256 of. Every protocol that takes
 * bearer tokens asks by these words, so that revoking one, or suspending its partner, acts in all of them.
 * @param scope what the token has to be made for
 */
export function selectBearer(scope: "redeem" | "pair"): string {
  return `SELECT b.id, b.partner_id, b.revoked_at IS NOT NULL AS revoked,
         coalesce(b.expires_at <= statement_timestamp(), false) AS expired,
         '${scope}' = ANY (b.scopes) AS in_scope,
         p.suspended_at IS NOT NULL AS partner_suspended
    FROM bearer_tokens b JOIN partners p ON p.id = b.partner_id
   WHERE b.hash = $1`;
}

/** Marks a bearer token that travelled unencrypted, and tells its partner so. @returns null when there is no such token */
export async function noteExposure(hash: Buffer, requestId: string): Promise<{ bearerId: string; partnerId: string } | null> {
  return transaction(async (tx) => {
    const row = await tx.bearerToken.findUnique({
      where: { hash: new Uint8Array(hash) },
      select: { id: true, partnerId: true, exposedAt: true },
    });
    if (!row) return null;
    if (row.exposedAt === null) {
      await tx.bearerToken.update({ where: { id: row.id }, data: { exposedAt: now() } });
      await recordAudit(tx, {
        actor: { kind: "system" },
        action: "bearer_token.exposed",
        partnerId: row.partnerId,
        subjectId: row.id,
        requestId,
      });
    }
    return { bearerId: row.id, partnerId: row.partnerId };
  });
}
