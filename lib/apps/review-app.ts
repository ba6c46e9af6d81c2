import { now } from "@/lib/clock";
import { text } from "@/lib/core/plain-text";
import { accept, refuse, type Result } from "@/lib/core/result";
import { transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { holdApp, mayPublish } from "./app-row";
import type { AppRefusal } from "./refusals";

/** What the operator tells the developer with a rejection. */
export const reviewNote = text(500, "note");

export type PublishOptions = {
  /** when the revision that the operator looked at was submitted: a later one is not approved unseen */
  readonly submittedAt?: Date;
  /** publish a draft as well that was not submitted (the operator's command line) */
  readonly draftToo?: boolean;
};

/** Puts the revision in review into the catalogue; the one that was published before is superseded. */
export async function publishApp(
  appId: string,
  actor: Actor,
  options: PublishOptions = {},
): Promise<Result<{ status: "published" | "suspended" }, AppRefusal>> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, null);
    if (!app) return refuse("app_unknown");
    const working = await tx.appRevision.findFirst({
      where: { appId: app.id, state: { in: ["review", "draft"] } },
      select: { id: true, state: true, serviceUrl: true, submittedAt: true },
    });
    if (!working) return refuse("nothing_to_publish");
    if (working.state === "draft" && options.draftToo !== true) return refuse("not_in_review");
    if (isLater(working.submittedAt, options.submittedAt)) return refuse("submission_changed");
    const allowed = await mayPublish(tx, app.partnerId, working.serviceUrl);
    if (!allowed.ok) return allowed;
    await supersede(tx, app.id);
    await tx.appRevision.updateMany({
      where: { id: working.id, state: working.state },
      data: { state: "published", publishedAt: now(), reviewNote: null },
    });
    await recordAudit(tx, {
      actor,
      action: "app.published",
      partnerId: app.partnerId,
      subjectId: app.id,
      before: { state: working.state },
      after: { state: "published", revision: working.id, serviceUrl: working.serviceUrl },
    });
    return accept({ status: app.suspended ? "suspended" : "published" });
  });
}

// Before the other is published: at no instant may two be.
async function supersede(tx: Transaction, appId: string): Promise<void> {
  await tx.appRevision.updateMany({ where: { appId, state: "published" }, data: { state: "superseded" } });
}

function isLater(submittedAt: Date | null, seen: Date | undefined): boolean {
  return seen !== undefined && submittedAt?.getTime() !== seen.getTime();
}

/** Sends a submitted revision back to its developer, as a draft. @param note what has to change; shown to the developer */
export async function rejectApp(
  appId: string,
  note: string,
  actor: Actor,
): Promise<Result<{ status: "draft" }, "app_unknown" | "not_in_review">> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, null);
    if (!app) return refuse("app_unknown");
    const { count } = await tx.appRevision.updateMany({
      where: { appId: app.id, state: "review" },
      data: { state: "draft", reviewNote: note, submittedAt: null },
    });
    if (count === 0) return refuse("not_in_review");
    await recordAudit(tx, { actor, action: "app.rejected", partnerId: app.partnerId, subjectId: app.id, after: { note } });
    return accept({ status: "draft" });
  });
}

/** Takes an app out of everybody's reach, from the next request on. */
export async function suspendApp(
  appId: string,
  actor: Actor,
): Promise<Result<{ status: "suspended" }, "app_unknown" | "already_suspended">> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, null);
    if (!app) return refuse("app_unknown");
    const { count } = await tx.app.updateMany({ where: { id: app.id, suspendedAt: null }, data: { suspendedAt: now() } });
    if (count === 0) return refuse("already_suspended");
    await recordAudit(tx, {
      actor,
      action: "app.suspended",
      partnerId: app.partnerId,
      subjectId: app.id,
      before: { suspended: false },
      after: { suspended: true },
    });
    return accept({ status: "suspended" });
  });
}

/** Ends a suspension. @returns where the app stands now */
export async function resumeApp(
  appId: string,
  actor: Actor,
): Promise<Result<{ status: "published" | "review" | "draft" }, "app_unknown" | "not_suspended">> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, null);
    if (!app) return refuse("app_unknown");
    const { count } = await tx.app.updateMany({ where: { id: app.id, suspendedAt: { not: null } }, data: { suspendedAt: null } });
    if (count === 0) return refuse("not_suspended");
    await recordAudit(tx, {
      actor,
      action: "app.resumed",
      partnerId: app.partnerId,
      subjectId: app.id,
      before: { suspended: true },
      after: { suspended: false },
    });
    const revisions = await tx.appRevision.findMany({ where: { appId: app.id }, select: { state: true } });
    const has = (state: string) => revisions.some((revision) => revision.state === state);
    return accept({ status: has("published") ? "published" : has("review") ? "review" : "draft" });
  });
}
