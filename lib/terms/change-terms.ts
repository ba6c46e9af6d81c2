import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";

export type WithdrawRefusal = "version_unknown" | "already_withdrawn" | "accepted_already";

/** Takes a version back that nobody has accepted yet: a wrong file, a wrong date. The one before it is in force again. */
export async function withdrawVersion(versionId: string, actor: Actor): Promise<Result<{ withdrawnAt: Date }, WithdrawRefusal>> {
  if (!isId(versionId)) return refuse("version_unknown");
  return transaction(async (tx) => {
    // Whoever is accepting it holds a lock on the row, and whoever comes now waits for ours (terms_acceptances_guard).
    const [version] = await tx.$queryRaw<{ document_id: string; version: number; country: string | null; withdrawn: boolean }[]>`
      SELECT document_id, version, country, withdrawn_at IS NOT NULL AS withdrawn FROM terms_versions WHERE id = ${versionId}::uuid FOR UPDATE`;
    if (!version) return refuse("version_unknown");
    if (version.withdrawn) return refuse("already_withdrawn");
    const at = now();
    const { count } = await tx.termsVersion.updateMany({
      where: { id: versionId, withdrawnAt: null, acceptances: { none: {} } },
      data: { withdrawnAt: at },
    });
    if (count === 0) return refuse("accepted_already");
    await recordAudit(tx, {
      actor,
      action: "terms.version_withdrawn",
      partnerId: null,
      subjectId: version.document_id,
      after: { versionId, version: version.version, country: version.country },
    });
    return accept({ withdrawnAt: at });
  });
}

/** Makes a document mandatory, or not. */
export async function setMandatory(
  documentId: string,
  mandatory: boolean,
  actor: Actor,
): Promise<Result<{ mandatory: boolean }, "document_unknown" | "already_so">> {
  if (!isId(documentId)) return refuse("document_unknown");
  return transaction(async (tx) => {
    const { count } = await tx.termsDocument.updateMany({ where: { id: documentId, mandatory: !mandatory }, data: { mandatory } });
    if (count === 0) return refuse((await tx.termsDocument.count({ where: { id: documentId } })) === 0 ? "document_unknown" : "already_so");
    await recordAudit(tx, {
      actor,
      action: "terms.document_changed",
      partnerId: null,
      subjectId: documentId,
      before: { mandatory: !mandatory },
      after: { mandatory },
    });
    return accept({ mandatory });
  });
}
