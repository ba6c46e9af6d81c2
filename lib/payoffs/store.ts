import { pool } from "@/lib/db/pools";
import { Prisma } from "@/lib/db/prisma";
import type { PayoffEntry } from "./entry";
import type { AppName, PayoffSums } from "./lines";

/** Where a partner's pay-offs stand. */
export type Standing = {
  readonly partner: { readonly id: string; readonly slug: string; readonly name: string; readonly createdAt: Date };
  /** `YYYY-MM`; null: no month is closed yet */
  readonly lastClosed: string | null;
  /** the oldest entry that is in no statement; null: there is none */
  readonly oldestOpen: Date | null;
  /** the oldest of all; null: nothing was ever sold */
  readonly oldest: Date | null;
};

/** What the statements of this room are run on: the pages' connections, or a transaction. */
export type Asking = <Row extends object>(statement: Prisma.Sql) => Promise<Row[]>;

/** Asks by the connections of the pages. */
export const asking: Asking = async <Row extends object>({ text, values }: Prisma.Sql) =>
  (await pool("pages").query<Row>(text, values)).rows;

type StandingColumns = {
  slug: string;
  name: string;
  created_at: Date;
  last_closed: string | null;
  oldest_open: Date | null;
  oldest: Date | null;
};

/** @returns null when there is no such partner @param partnerId a UUID */
export async function standingOf(ask: Asking, partnerId: string): Promise<Standing | null> {
  const [row] = await ask<StandingColumns>(Prisma.sql`SELECT p.slug, p.name, p.created_at,
            (SELECT max(month) FROM payoff_statements WHERE partner_id = p.id) AS last_closed,
            (SELECT min(at) FROM payoff_open WHERE partner_id = p.id) AS oldest_open,
            (SELECT min(at) FROM payoff_ledger WHERE partner_id = p.id) AS oldest
       FROM partners p WHERE p.id = ${partnerId}::uuid`);
  return row
    ? {
        partner: { id: partnerId, slug: row.slug, name: row.name, createdAt: row.created_at },
        lastClosed: row.last_closed,
        oldestOpen: row.oldest_open,
        oldest: row.oldest,
      }
    : null;
}

/** An entry as its columns are named. */
export type EntryColumns = {
  purchase_id: string;
  kind: "sale" | "refund";
  at: Date;
  app_id: string;
  amount_minor: number;
  currency: string;
  share_basis_points: number;
};

export const entryColumns = Prisma.raw("purchase_id, kind, at, app_id, amount_minor, currency, share_basis_points");

/** Entries in the order in which they happened; of the same instant, by the purchase. */
export function toEntries(rows: readonly EntryColumns[]): PayoffEntry[] {
  return rows
    .map((row) => ({
      purchaseId: row.purchase_id,
      kind: row.kind,
      at: row.at,
      appId: row.app_id,
      amountMinor: row.amount_minor,
      currency: row.currency,
      shareBasisPoints: row.share_basis_points,
    }))
    .sort((left, right) => left.at.getTime() - right.at.getTime() || (keyOf(left) < keyOf(right) ? -1 : 1));
}

// A sale comes before its refund.
function keyOf({ purchaseId, kind }: PayoffEntry): string {
  return `${purchaseId} ${kind === "sale" ? 0 : 1}`;
}

/** What is in no statement yet, between two instants. @param from null: from the beginning; inclusive @param to exclusive */
export async function openEntries(partnerId: string, from: Date | null, to: Date): Promise<PayoffEntry[]> {
  return toEntries(
    await asking<EntryColumns>(
      Prisma.sql`SELECT ${entryColumns} FROM payoff_open WHERE partner_id = ${partnerId}::uuid AND at >= coalesce(${from}::timestamptz, '-infinity') AND at < ${to}`,
    ),
  );
}

/** What a closed statement is made of. */
export async function closedEntries(partnerId: string, month: string): Promise<PayoffEntry[]> {
  return toEntries(
    await asking<EntryColumns>(
      Prisma.sql`SELECT ${entryColumns} FROM payoff_entries WHERE partner_id = ${partnerId}::uuid AND month = ${month}`,
    ),
  );
}

/** What every app of a partner is called now: by its published name, if it has one. */
export async function appNames(ask: Asking, partnerId: string): Promise<Map<string, AppName>> {
  const rows = await ask<{ id: string; slug: string; name: string }>(Prisma.sql`SELECT a.id, a.slug, r.name FROM apps a
       JOIN LATERAL (SELECT v.name FROM app_revisions v WHERE v.app_id = a.id
                      ORDER BY v.state = 'published' DESC, v.created_at DESC LIMIT 1) r ON true
      WHERE a.partner_id = ${partnerId}::uuid`);
  return new Map(rows.map(({ id, slug, name }) => [id, { slug, name }]));
}

/** A stretch of time that a month takes its entries from. @property from null: from the beginning */
export type Bounds = { readonly month: string; readonly from: Date | null; readonly to: Date };

type SumColumns = {
  month: string;
  app_id: string;
  currency: string;
  share_basis_points: number;
  sales: number;
  gross: string;
  refunds: number;
  refunded: string;
};

/** What is in no statement yet, added up by month, app, currency and share; months in which nothing happened are not there. */
export async function openSums(partnerId: string, bounds: readonly Bounds[]): Promise<Map<string, PayoffSums[]>> {
  const rows = await asking<SumColumns>(Prisma.sql`SELECT m.month, o.app_id, o.currency, o.share_basis_points,
            count(*) FILTER (WHERE o.kind = 'sale')::int AS sales, coalesce(sum(o.amount_minor) FILTER (WHERE o.kind = 'sale'), 0)::text AS gross,
            count(*) FILTER (WHERE o.kind = 'refund')::int AS refunds, coalesce(-sum(o.amount_minor) FILTER (WHERE o.kind = 'refund'), 0)::text AS refunded
       FROM unnest(${bounds.map(({ month }) => month)}::text[], ${bounds.map(({ from }) => from)}::timestamptz[], ${bounds.map(({ to }) => to)}::timestamptz[]) AS m(month, starts_at, ends_at)
       JOIN payoff_open o ON o.partner_id = ${partnerId}::uuid AND o.at >= coalesce(m.starts_at, '-infinity') AND o.at < m.ends_at
      GROUP BY 1, 2, 3, 4`);
  const sums = new Map<string, PayoffSums[]>();
  for (const row of rows) {
    const sum = {
      appId: row.app_id,
      currency: row.currency,
      shareBasisPoints: row.share_basis_points,
      sales: row.sales,
      grossMinor: Number(row.gross),
      refunds: row.refunds,
      refundedMinor: Number(row.refunded),
    };
    sums.set(row.month, [...(sums.get(row.month) ?? []), sum]);
  }
  return sums;
}
