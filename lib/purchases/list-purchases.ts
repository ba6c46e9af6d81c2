import type { PricePeriod } from "@/lib/core/price";
import type { Money } from "@/lib/core/money";
import { paymentReference } from "@/lib/core/payment-reference";
import { pool } from "@/lib/db/pools";
import { isId } from "@/lib/id";

/** What has become of a purchase. Of a confirmed one the clock says whether it is `current` or `ended`; `revoked`: taken back, not refunded. */
export const purchaseStates = ["pending", "current", "ended", "revoked", "cancelled", "rejected", "refunded"] as const;
export type PurchaseState = (typeof purchaseStates)[number];

export type PurchaseEntry = {
  readonly id: string;
  /** what the buyer writes onto the payment */
  readonly reference: string;
  readonly state: PurchaseState;
  readonly appId: string;
  readonly slug: string;
  readonly appName: string;
  readonly partnerId: string;
  readonly partnerName: string;
  /** IANA zone of the partner in force now, for the times below */
  readonly zone: string;
  /** false: suspended or no longer in the catalogue, so Open would be refused */
  readonly available: boolean;
  /** null: free. Its period is null when nobody chose one: the operator granted it */
  readonly price: (Money & { readonly period: PricePeriod | null }) | null;
  readonly endUserId: string;
  /** null: the user has none */
  readonly email: string | null;
  readonly createdAt: Date;
  /** null: never confirmed */
  readonly startsAt: Date | null;
  /** null: not confirmed yet, or open-ended */
  readonly endsAt: Date | null;
  /** when it was cancelled, rejected, refunded or taken back */
  readonly closedAt: Date | null;
};

type EntryColumns = {
  id: string;
  state: PurchaseState;
  app_id: string;
  slug: string;
  app_name: string;
  partner_id: string;
  partner_name: string;
  zone: string;
  available: boolean;
  price_minor: number;
  currency: string | null;
  period: PricePeriod | null;
  end_user_id: string;
  email: string | null;
  created_at: Date;
  starts_at: Date | null;
  ends_at: Date | null;
  closed_at: Date | null;
};

const state = `CASE WHEN g.state <> 'confirmed' THEN g.state::text WHEN g.revoked_at IS NOT NULL THEN 'revoked'
                    WHEN g.ends_at <= statement_timestamp() THEN 'ended' ELSE 'current' END`;
const columns = `g.id, ${state} AS state, g.app_id, a.slug, r.name AS app_name, g.partner_id, p.name AS partner_name,
  (SELECT z.zone FROM partner_time_zones z WHERE z.partner_id = g.partner_id AND z.effective_from <= statement_timestamp()
    ORDER BY z.effective_from DESC LIMIT 1) AS zone,
  r.state = 'published' AND a.suspended_at IS NULL AND p.suspended_at IS NULL AND p.partnership = 'active' AS available,
  g.price_minor, g.currency, g.period, g.end_user_id, u.email, g.created_at, g.starts_at, g.ends_at,
  coalesce(g.refunded_at, g.revoked_at) AS closed_at`;
// What end users know the app by; the operator alone may meet one that was never published.
const joined = `
  FROM purchases g
  JOIN apps a ON a.id = g.app_id
  JOIN partners p ON p.id = g.partner_id
  JOIN end_users u ON u.id = g.end_user_id
  JOIN LATERAL (SELECT v.name, v.state FROM app_revisions v WHERE v.app_id = a.id
                 ORDER BY v.state = 'published' DESC, v.created_at DESC LIMIT 1) r ON true`;

/** A part of a list, and the id after which the next part begins; null: that was all. */
export type PurchasePage = { readonly entries: readonly PurchaseEntry[]; readonly next: string | null };

/** What an end user has got and bought, the newest first. @param after `next` of the part before; what is no id counts as the beginning */
export async function listPurchases(endUserId: string, after: string | null, limit = 25): Promise<PurchasePage> {
  if (!isId(endUserId)) return { entries: [], next: null };
  const { rows } = await pool("pages").query<EntryColumns>({
    name: "list-purchases",
    text: `SELECT ${columns} ${joined}
            WHERE g.end_user_id = $1 AND ($2::uuid IS NULL OR g.id < $2) AND r.state = 'published'
            ORDER BY g.id DESC LIMIT $3`,
    values: [endUserId, after !== null && isId(after) ? after : null, limit + 1],
  });
  return partOf(rows, limit);
}

/** What an end user has bought and not paid yet, the longest waiting first; ten of them, where there are more. */
export async function listPendingPurchases(endUserId: string): Promise<readonly PurchaseEntry[]> {
  return (await listAllPurchases({ state: "pending", endUserId }, null, 10)).entries;
}

/** What an operator can list of all purchases. */
export type PurchaseFilter = { readonly state?: PurchaseState; readonly endUserId?: string };

/** The purchases of everybody: those that wait, the longest waiting first; all others, the newest first. */
export async function listAllPurchases(
  { state: wanted, endUserId }: PurchaseFilter,
  after: string | null,
  limit = 25,
): Promise<PurchasePage> {
  if (endUserId !== undefined && !isId(endUserId)) return { entries: [], next: null };
  const [comparison, order] = wanted === "pending" ? [">", "ASC"] : ["<", "DESC"];
  const { rows } = await pool("pages").query<EntryColumns>({
    text: `SELECT ${columns} ${joined}
            WHERE ($1::uuid IS NULL OR g.end_user_id = $1) AND ($2::uuid IS NULL OR g.id ${comparison} $2)
              ${wanted === undefined ? "" : conditions[wanted]}
            ORDER BY g.id ${order} LIMIT $3`,
    values: [endUserId ?? null, after !== null && isId(after) ? after : null, limit + 1],
  });
  return partOf(rows, limit);
}

const conditions: Readonly<Record<PurchaseState, string>> = {
  pending: "AND g.state = 'pending'",
  current: "AND g.state = 'confirmed' AND g.revoked_at IS NULL AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())",
  ended: "AND g.state = 'confirmed' AND g.revoked_at IS NULL AND g.ends_at <= statement_timestamp()",
  revoked: "AND g.state = 'confirmed' AND g.revoked_at IS NOT NULL",
  cancelled: "AND g.state = 'cancelled'",
  rejected: "AND g.state = 'rejected'",
  refunded: "AND g.state = 'refunded'",
};

/** What an end user's last purchase of an app has come to: the pending one, else the one that lasts longest; null: none that counts. */
export async function lastPurchase(endUserId: string, appId: string): Promise<PurchaseEntry | null> {
  if (!isId(endUserId) || !isId(appId)) return null;
  const { rows } = await pool("pages").query<EntryColumns>({
    name: "last-purchase",
    text: `SELECT ${columns} ${joined}
            WHERE g.end_user_id = $1 AND g.app_id = $2 AND g.state NOT IN ('cancelled', 'rejected')
              AND (g.starts_at IS NULL OR g.starts_at <= statement_timestamp())
            ORDER BY ${state} = 'current' DESC, ${state} = 'pending' DESC, least(g.ends_at, g.revoked_at) DESC NULLS FIRST, g.id DESC LIMIT 1`,
    values: [endUserId, appId],
  });
  return rows[0] ? toEntry(rows[0]) : null;
}

function partOf(rows: readonly EntryColumns[], limit: number): PurchasePage {
  const entries = rows.slice(0, limit).map(toEntry);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

function toEntry(row: EntryColumns): PurchaseEntry {
  return {
    id: row.id,
    reference: paymentReference(row.id),
    state: row.state,
    appId: row.app_id,
    slug: row.slug,
    appName: row.app_name,
    partnerId: row.partner_id,
    partnerName: row.partner_name,
    zone: row.zone,
    available: row.available,
    price: row.currency === null ? null : { minor: row.price_minor, currency: row.currency, period: row.period },
    endUserId: row.end_user_id,
    email: row.email,
    createdAt: row.created_at,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    closedAt: row.closed_at,
  };
}
