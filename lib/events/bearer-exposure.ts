import { now } from "../clock";
import { transaction } from "../db/prisma";
import { recordAudit } from "./audit";

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
