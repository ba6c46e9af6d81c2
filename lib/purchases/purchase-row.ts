import type { Price, PricePeriod } from "@/lib/core/price";
import { Prisma, type Transaction } from "@/lib/db/prisma";

// Periods begin, end and are judged by the database's clock: the launch that follows asks the same one. Truncated, for a
// rounded-up beginning would still lie ahead when that launch looks.
export const instant = Prisma.sql`date_trunc('milliseconds', statement_timestamp())`;

/** What the catalogue offers of an app. */
export type Offer = {
  readonly partnerId: string;
  readonly slug: string;
  /** end users can get it out of the catalogue */
  readonly onOffer: boolean;
  /** null: free */
  readonly price: Price | null;
  /** the partner's, in force now */
  readonly shareBasisPoints: number;
};

type OfferColumns = {
  partner_id: string;
  slug: string;
  on_offer: boolean;
  price_minor: number | null;
  currency: string | null;
  period: PricePeriod | null;
  share_basis_points: number;
};

/** An app, with whether end users can get it out of the catalogue and what it costs there; null when there is none. */
export async function findOffer(tx: Transaction, appId: string): Promise<Offer | null> {
  const [row] = await tx.$queryRaw<OfferColumns[]>`
    SELECT a.partner_id, a.slug, r.id IS NOT NULL AND a.suspended_at IS NULL AND p.suspended_at IS NULL AND p.partnership = 'active' AS on_offer,
           r.price_minor, r.currency, r.period,
           (SELECT s.share_basis_points FROM partner_shares s WHERE s.partner_id = p.id AND s.effective_from <= statement_timestamp()
             ORDER BY s.effective_from DESC LIMIT 1) AS share_basis_points
      FROM apps a JOIN partners p ON p.id = a.partner_id LEFT JOIN app_revisions r ON r.app_id = a.id AND r.state = 'published'
     WHERE a.id = ${appId}::uuid`;
  return (
    (row && {
      partnerId: row.partner_id,
      slug: row.slug,
      onOffer: row.on_offer,
      price: toPrice(row.price_minor, row.currency, row.period),
      shareBasisPoints: row.share_basis_points,
    }) ??
    null
  );
}

/** The price out of its columns; null: free. */
function toPrice(minor: number | null, currency: string | null, period: PricePeriod | null): Price | null {
  return minor === null || currency === null || period === null ? null : { minor, currency, period };
}

/**
 * Takes hold of an end user until `tx` ends, so that what they have and what they buy change one step at a time; their
 * logins go on meanwhile. Test users buy nothing: to this room they are unknown.
 */
export async function holdBuyer(tx: Transaction, endUserId: string): Promise<{ suspended: boolean } | null> {
  const [row] = await tx.$queryRaw<{ suspended: boolean }[]>`
    SELECT suspended_at IS NOT NULL AS suspended FROM end_users
     WHERE id = ${endUserId}::uuid AND test_partner_id IS NULL FOR NO KEY UPDATE`;
  return row ?? null;
}

/** Whether a user waits for the confirmation of a purchase of this app, or may enter it already. */
export async function standingOf(tx: Transaction, endUserId: string, appId: string): Promise<"pending" | "current" | "none"> {
  const [row] = await tx.$queryRaw<{ pending: boolean | null; current: boolean | null }[]>`
    SELECT bool_or(state = 'pending') AS pending,
           bool_or(state = 'confirmed' AND revoked_at IS NULL AND (ends_at IS NULL OR ends_at > statement_timestamp())) AS current
      FROM purchases WHERE end_user_id = ${endUserId}::uuid AND app_id = ${appId}::uuid`;
  if (row?.current === true) return "current";
  return row?.pending === true ? "pending" : "none";
}
