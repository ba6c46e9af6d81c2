import { now } from "@/lib/clock";
import type { PricePeriod } from "@/lib/core/price";
import { accept, refuse, type Result } from "@/lib/core/result";
import { transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import type { AppInput } from "./app-input";
import { type HeldApp, holdApp, mayPublish, revisionFields } from "./app-row";
import type { AppRefusal } from "./refusals";

// Every step holds the app's row first, so what is read after that stays true until the transaction ends; the writes
// name the state they begin in all the same.

/** Changes the draft of an app; of an app without one (it is published) makes a draft. */
export async function editApp(
  partnerId: string,
  appId: string,
  input: AppInput,
  actor: Actor,
): Promise<Result<{ revisionId: string }, "app_unknown" | "in_review">> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, partnerId);
    if (!app) return refuse("app_unknown");
    const working = await workingRevision(tx, app);
    if (working?.state === "review") return refuse("in_review");
    const revisionId = working?.id ?? newId();
    if (working) {
      await tx.appRevision.updateMany({ where: { id: revisionId, state: "draft" }, data: revisionFields(input) });
    } else {
      await tx.appRevision.create({ data: { id: revisionId, appId: app.id, state: "draft", ...revisionFields(input) } });
    }
    await recordAudit(tx, {
      actor,
      action: "app.draft_edited",
      partnerId,
      subjectId: app.id,
      ...(working ? { before: storedFields(working) } : {}),
      after: revisionFields(input),
    });
    return accept({ revisionId });
  });
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
      after: { revision: working.id, ...storedFields(working) },
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
    await recordAudit(tx, { actor, action: "app.draft_discarded", partnerId, subjectId: app.id, before: storedFields(working) });
    return accept(null);
  });
}

type Working = {
  id: string;
  state: "draft" | "review";
  name: string;
  description: string;
  serviceUrl: string;
  priceMinor: number | null;
  currency: string | null;
  period: PricePeriod;
};

async function workingRevision(tx: Transaction, app: HeldApp): Promise<Working | null> {
  const row = await tx.appRevision.findFirst({
    where: { appId: app.id, state: { in: ["draft", "review"] } },
    select: { id: true, state: true, name: true, description: true, serviceUrl: true, priceMinor: true, currency: true, period: true },
  });
  return row && { ...row, state: row.state === "review" ? "review" : "draft" };
}

function storedFields({ name, description, serviceUrl, priceMinor, currency, period }: Working) {
  return { name, description, serviceUrl, priceMinor, currency, period };
}
