import { type PricePeriod, periodEnd } from "@/lib/core/price";
import { accept, refuse, type Result } from "@/lib/core/result";
import { transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";
import { instant } from "./purchase-row";

/** A purchase, held: its buyer's other purchases wait until the transaction ends. */
type Held = {
  readonly id: string;
  readonly partnerId: string;
  readonly appId: string;
  readonly endUserId: string;
  readonly priceMinor: number;
  readonly period: PricePeriod | null;
  /** the partner's IANA zone in force at `at` */
  readonly zone: string;
  /** by the database's clock */
  readonly at: Date;
};

/** The payment of a purchase is there: from now on, and until its period is over, its buyer may enter the app. */
export async function confirmPurchase(
  purchaseId: string,
  actor: Actor,
): Promise<Result<{ status: "confirmed"; endsAt: Date | null }, "purchase_unknown" | "purchase_not_pending">> {
  return settle(purchaseId, null, async (tx, held) => {
    const endMs = periodEnd(held.period ?? "for_ever", held.zone, held.at.getTime());
    const endsAt = endMs === null ? null : new Date(endMs);
    const confirmed = await tx.$executeRaw`
      UPDATE purchases SET state = 'confirmed', starts_at = ${held.at.toISOString()}::timestamptz, ends_at = ${endsAt?.toISOString() ?? null}::timestamptz
       WHERE partner_id = ${held.partnerId}::uuid AND id = ${held.id}::uuid AND state = 'pending'`;
    if (confirmed === 0) return refuse("purchase_not_pending");
    await tellConfirmed(tx, actor, held, endsAt);
    return accept({ status: "confirmed", endsAt });
  });
}

/** The one place that knows of a purchase's confirmation: the mail that says so to its buyer belongs here, into the same transaction. */
async function tellConfirmed(tx: Transaction, actor: Actor, held: Held, endsAt: Date | null): Promise<void> {
  await recordAudit(tx, {
    actor,
    action: "purchase.confirmed",
    partnerId: held.partnerId,
    subjectId: held.id,
    before: { state: "pending" },
    after: { state: "confirmed", from: held.at.toISOString(), until: endsAt?.toISOString() ?? null },
  });
}

/** A buyer takes a purchase back that waits for its payment. Somebody else's is unknown. */
export async function cancelPurchase(
  endUserId: string,
  purchaseId: string,
  actor: Actor,
): Promise<Result<{ status: "cancelled" }, "purchase_unknown" | "purchase_not_pending">> {
  if (!isId(endUserId)) return refuse("purchase_unknown");
  return settle(purchaseId, endUserId, (tx, held) => endPending(tx, actor, held, "cancelled"));
}

/** The operator turns a purchase down that waits for its payment. */
export async function rejectPurchase(
  purchaseId: string,
  actor: Actor,
): Promise<Result<{ status: "rejected" }, "purchase_unknown" | "purchase_not_pending">> {
  return settle(purchaseId, null, (tx, held) => endPending(tx, actor, held, "rejected"));
}

async function endPending<State extends "cancelled" | "rejected">(
  tx: Transaction,
  actor: Actor,
  held: Held,
  state: State,
): Promise<Result<{ status: State }, "purchase_not_pending">> {
  const ended = await tx.$executeRaw`
    UPDATE purchases SET state = ${state}::purchase_state, revoked_at = ${instant}
     WHERE partner_id = ${held.partnerId}::uuid AND id = ${held.id}::uuid AND state = 'pending'`;
  if (ended === 0) return refuse("purchase_not_pending");
  await recordAudit(tx, {
    actor,
    action: `purchase.${state}`,
    partnerId: held.partnerId,
    subjectId: held.id,
    before: { state: "pending" },
    after: { state },
  });
  return accept({ status: state });
}

/** The money goes back: the right to enter ends at once, also for a login token that was made already. */
export async function refundPurchase(
  purchaseId: string,
  actor: Actor,
): Promise<Result<{ status: "refunded" }, "purchase_unknown" | "purchase_not_confirmed" | "purchase_free">> {
  return settle(purchaseId, null, async (tx, held) => {
    if (held.priceMinor === 0) return refuse("purchase_free");
    const refunded = await tx.$executeRaw`
      UPDATE purchases SET state = 'refunded', refunded_at = ${instant}, revoked_at = coalesce(revoked_at, ${instant})
       WHERE partner_id = ${held.partnerId}::uuid AND id = ${held.id}::uuid AND state = 'confirmed'`;
    if (refunded === 0) return refuse("purchase_not_confirmed");
    await recordAudit(tx, {
      actor,
      action: "purchase.refunded",
      partnerId: held.partnerId,
      subjectId: held.id,
      before: { state: "confirmed" },
      after: { state: "refunded" },
    });
    return accept({ status: "refunded" });
  });
}

/** Runs one step of a purchase's life while its buyer is held. @param endUserId null: whoever's */
async function settle<Value, Reason extends string>(
  purchaseId: string,
  endUserId: string | null,
  step: (tx: Transaction, held: Held) => Promise<Result<Value, Reason>>,
): Promise<Result<Value, Reason | "purchase_unknown">> {
  if (!isId(purchaseId)) return refuse("purchase_unknown");
  return transaction(async (tx) => {
    const held = await hold(tx, purchaseId, endUserId);
    return held ? step(tx, held) : refuse("purchase_unknown");
  });
}

type HeldColumns = {
  partner_id: string;
  app_id: string;
  end_user_id: string;
  price_minor: number;
  period: PricePeriod | null;
  zone: string;
  at: Date;
};

async function hold(tx: Transaction, id: string, endUserId: string | null): Promise<Held | null> {
  // The buyer first, as everywhere in this room: two steps that wait for each other would wait for ever.
  await tx.$queryRaw`
    SELECT 1 FROM end_users WHERE id = (SELECT end_user_id FROM purchases WHERE id = ${id}::uuid) FOR NO KEY UPDATE`;
  const [row] = await tx.$queryRaw<HeldColumns[]>`
    SELECT g.partner_id, g.app_id, g.end_user_id, g.price_minor, g.period, ${instant} AS at,
           (SELECT z.zone FROM partner_time_zones z WHERE z.partner_id = g.partner_id AND z.effective_from <= statement_timestamp()
             ORDER BY z.effective_from DESC LIMIT 1) AS zone
      FROM purchases g WHERE g.id = ${id}::uuid AND (${endUserId}::uuid IS NULL OR g.end_user_id = ${endUserId}::uuid)`;
  return row
    ? {
        id,
        partnerId: row.partner_id,
        appId: row.app_id,
        endUserId: row.end_user_id,
        priceMinor: row.price_minor,
        period: row.period,
        zone: row.zone,
        at: row.at,
      }
    : null;
}
