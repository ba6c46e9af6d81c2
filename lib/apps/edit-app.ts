import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import type { AppInput } from "./app-input";
import { holdApp, mayPublish } from "./app-row";
import type { AppRefusal } from "./refusals";
import { publishedRevision, revisionFields, storedText, type StoredRevision, textVersion, workingRevision } from "./revision-row";

// Every step holds the app's row first, so what is read after that stays true until the transaction ends; the writes
// name the state they begin in all the same.

/**
 * Changes the draft of an app; of an app without one (it is published) makes a draft.
 * @param basedOn `version` of the revision that the form was filled from: when something else is stored meanwhile, by
 *   another tab or another member, nothing is overwritten unseen
 */
export async function editApp(
  partnerId: string,
  appId: string,
  input: AppInput,
  actor: Actor,
  { basedOn }: { readonly basedOn?: string } = {},
): Promise<Result<{ revisionId: string }, "app_unknown" | "in_review" | "draft_changed">> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, partnerId);
    if (!app) return refuse("app_unknown");
    const working = await workingRevision(tx, app);
    if (working?.state === "review") return refuse("in_review");
    const published = working ? null : await publishedRevision(tx, app);
    const after = revisionFields(input);
    if (isOutdated(basedOn, working ?? published, textVersion(after))) return refuse("draft_changed");
    const revisionId = working?.id ?? newId();
    if (working) {
      await tx.appRevision.updateMany({ where: { id: revisionId, state: "draft" }, data: after });
    } else {
      const iconHash = published?.iconHash ?? null;
      await tx.appRevision.create({ data: { id: revisionId, appId: app.id, state: "draft", ...after, iconHash } });
    }
    await recordAudit(tx, {
      actor,
      action: "app.draft_edited",
      partnerId,
      subjectId: app.id,
      ...(working ? { before: storedText(working) } : {}),
      after,
    });
    return accept({ revisionId });
  });
}

// What is stored already may be sent again: a double click is no second author.
function isOutdated(basedOn: string | undefined, stored: StoredRevision | null, sent: string): boolean {
  if (basedOn === undefined || stored === null) return false;
  const current = textVersion(stored);
  return current !== basedOn && current !== sent;
}

/** Hands the draft to the operator for review. */
export async function submitApp(partnerId: string, appId: string, actor: Actor): Promise<Result<{ status: "review" }, AppRefusal>> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, partnerId);
    if (!app) return refuse("app_unknown");
    const working = await workingRevision(tx, app);
    if (!working) return refuse("no_draft");
    if (working.state === "review") return refuse("in_review");
    const allowed = await mayPublish(tx, app.partnerId, working.serviceUrl);
    if (!allowed.ok) return allowed;
    await tx.appRevision.updateMany({
      where: { id: working.id, state: "draft" },
      data: { state: "review", submittedAt: now(), reviewNote: null },
    });
    await recordAudit(tx, {
      actor,
      action: "app.submitted",
      partnerId,
      subjectId: app.id,
      after: { revision: working.id, ...storedText(working) },
    });
    return accept({ status: "review" });
  });
}

/** Takes an app back out of review; it is a draft again. */
export async function withdrawApp(
  partnerId: string,
  appId: string,
  actor: Actor,
): Promise<Result<{ status: "draft" }, "app_unknown" | "not_in_review">> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, partnerId);
    if (!app) return refuse("app_unknown");
    const { count } = await tx.appRevision.updateMany({
      where: { appId: app.id, state: "review" },
      data: { state: "draft", submittedAt: null },
    });
    if (count === 0) return refuse("not_in_review");
    await recordAudit(tx, { actor, action: "app.withdrawn", partnerId, subjectId: app.id });
    return accept({ status: "draft" });
  });
}

/** Throws away what was changed since publication. The draft of an app that was never published stays: it is the app. */
export async function discardDraft(
  partnerId: string,
  appId: string,
  actor: Actor,
): Promise<Result<null, "app_unknown" | "no_draft" | "in_review" | "never_published">> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, partnerId);
    if (!app) return refuse("app_unknown");
    const working = await workingRevision(tx, app);
    if (!working) return refuse("no_draft");
    if (working.state === "review") return refuse("in_review");
    const published = await tx.appRevision.count({ where: { appId: app.id, state: "published" } });
    if (published === 0) return refuse("never_published");
    await tx.appRevision.deleteMany({ where: { id: working.id, state: "draft" } });
    await recordAudit(tx, { actor, action: "app.draft_discarded", partnerId, subjectId: app.id, before: storedText(working) });
    return accept(null);
  });
}
