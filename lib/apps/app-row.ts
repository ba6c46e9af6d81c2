import { checkTargetUrl } from "@/lib/core/target-url";
import { accept, refuse, type Result } from "@/lib/core/result";
import type { Transaction } from "@/lib/db/prisma";
import { isId } from "@/lib/id";
import { platformOnLoopback } from "./app-input";
import type { AppRefusal } from "./refusals";

/** An app that `tx` holds: whoever else wants to change it, or its revisions, waits until `tx` ends. */
export type HeldApp = { readonly id: string; readonly partnerId: string; readonly suspended: boolean };

/**
 * Takes hold of an app, so that its revisions change one step at a time.
 * @param partnerId null: whoever's (the operator)
 * @returns null when there is no such app, or it is somebody else's
 */
export async function holdApp(tx: Transaction, appId: string, partnerId: string | null): Promise<HeldApp | null> {
  if (!isId(appId)) return null;
  const [row] = await tx.$queryRaw<{ id: string; partner_id: string; suspended: boolean }[]>`
    SELECT id, partner_id, suspended_at IS NOT NULL AS suspended FROM apps
     WHERE id = ${appId}::uuid AND (${partnerId}::uuid IS NULL OR partner_id = ${partnerId}::uuid)
       FOR NO KEY UPDATE`;
  return row ? { id: row.id, partnerId: row.partner_id, suspended: row.suspended } : null;
}

/** What the catalogue asks of a partner and a Service URL: a partnership in force, https. */
export async function mayPublish(tx: Transaction, partnerId: string, serviceUrl: string): Promise<Result<null, AppRefusal>> {
  const partner = await tx.partner.findUniqueOrThrow({ where: { id: partnerId }, select: { partnership: true, suspendedAt: true } });
  if (partner.suspendedAt !== null) return refuse("partner_suspended");
  if (partner.partnership !== "active") return refuse("partnership_required");
  const url = checkTargetUrl(serviceUrl, { published: true, platformOnLoopback: platformOnLoopback() });
  return url.ok ? accept(null) : url;
}
