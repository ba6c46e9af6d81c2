import { accept, refuse, type Result } from "@/lib/core/result";
import { slugCandidates } from "@/lib/core/slug-candidates";
import { transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import type { AppInput } from "./app-input";
import type { AppStatus } from "./find-app";
import { revisionFields } from "./revision-row";

/** Makes an app of a partner: a draft, which the partner's test users alone can open. */
export async function createApp(
  partnerId: string,
  input: AppInput,
  actor: Actor,
): Promise<Result<{ appId: string; slug: string; status: AppStatus }, "partner_unknown">> {
  if (!isId(partnerId)) return refuse("partner_unknown");
  return transaction(async (tx) => {
    const partner = await tx.partner.findUnique({ where: { id: partnerId }, select: { id: true } });
    if (!partner) return refuse("partner_unknown");
    const appId = newId();
    const slug = await insertApp(tx, { id: appId, partnerId }, input.name);
    await tx.appRevision.create({ data: { id: newId(), appId, state: "draft", ...revisionFields(input) } });
    await recordAudit(tx, { actor, action: "app.created", partnerId, subjectId: appId, after: { slug, ...revisionFields(input) } });
    return accept({ appId, slug, status: "draft" });
  });
}

async function insertApp(tx: Transaction, app: { id: string; partnerId: string }, name: string): Promise<string> {
  for (const slug of slugCandidates(name, "app", app.id)) {
    // ON CONFLICT DO NOTHING: of two who want the same slug the unique key lets one have it.
    const { count } = await tx.app.createMany({ data: [{ ...app, slug }], skipDuplicates: true });
    if (count > 0) return slug;
  }
  throw new Error("no slug was free for an app, not even the one made from its id");
}
