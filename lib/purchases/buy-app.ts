import { accept, refuse, type Result } from "@/lib/core/result";
import { type Price, samePrice } from "@/lib/core/price";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import { type PaymentStep, paymentProvider } from "./payment";
import { findOffer, holdBuyer, instant, standingOf } from "./purchase-row";

export type BuyInput = {
  readonly endUserId: string;
  readonly appId: string;
  /** what the app's page said it costs */
  readonly seen: Price;
};

export type BuyRefusal = "app_unknown" | "price_changed" | "user_unknown" | "user_suspended" | "purchase_pending" | "access_current";

/**
 * An end user buys an app at the price that they saw, for its period: it waits for its payment, and lets nobody in before.
 * Refused when the price is another one by now, and while a purchase is pending or the app may be entered anyway: what is
 * bought again begins after the end, it does not extend. Pressed twice, it is one purchase.
 */
export async function buyApp(
  { endUserId, appId, seen }: BuyInput,
  actor: Actor,
): Promise<Result<{ purchaseId: string; step: PaymentStep }, BuyRefusal>> {
  if (!isId(appId)) return refuse("app_unknown");
  if (!isId(endUserId)) return refuse("user_unknown");
  const id = newId();
  const stored = await transaction(async (tx): Promise<Result<{ appSlug: string }, BuyRefusal>> => {
    const user = await holdBuyer(tx, endUserId);
    if (!user) return refuse("user_unknown");
    if (user.suspended) return refuse("user_suspended");
    const offer = await findOffer(tx, appId);
    if (!offer?.onOffer) return refuse("app_unknown");
    const standing = await standingOf(tx, endUserId, appId);
    if (standing !== "none") return refuse(standing === "pending" ? "purchase_pending" : "access_current");
    if (!samePrice(offer.price, seen)) return refuse("price_changed");
    // The buyer is held, so nothing stands in the way; if it ever did, the unique key would let one in all the same.
    await tx.$executeRaw`
      INSERT INTO purchases (partner_id, id, app_id, end_user_id, state, price_minor, currency, period, share_basis_points, created_at)
      VALUES (${offer.partnerId}::uuid, ${id}::uuid, ${appId}::uuid, ${endUserId}::uuid, 'pending', ${seen.minor}::int,
              ${seen.currency}::char(3), ${seen.period}::price_period, ${offer.shareBasisPoints}::int, ${instant})`;
    const after = { appId, endUserId, priceMinor: seen.minor, currency: seen.currency, period: seen.period };
    await recordAudit(tx, { actor, action: "purchase.requested", partnerId: offer.partnerId, subjectId: id, after });
    return accept({ appSlug: offer.slug });
  });
  if (!stored.ok) return stored;
  return accept({ purchaseId: id, step: await paymentProvider().start({ id, endUserId, appSlug: stored.value.appSlug, price: seen }) });
}
