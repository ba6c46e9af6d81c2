import { now } from "@/lib/clock";
import { Prisma } from "@/lib/db/prisma";
import { isId } from "@/lib/id";
import { linesOf, type PayoffTotal, totalsOf } from "./lines";
import { closableFrom, monthAt, monthsBetween, nextToClose, type PayoffCalendar } from "./month";
import { boundsOf, paymentOf, type Statement } from "./statement";
import { statementContent } from "./statement-content";
import { asking, openSums, standingOf } from "./store";

/** A month of a partner in a list. */
export type PayoffMonth = Pick<Statement, "month" | "state" | "closableFrom" | "closedAt" | "payment"> & {
  readonly totals: readonly PayoffTotal[];
};

/**
 * The months of a partner, the newest first: those that are closed, and of the others this month and those in which
 * something happened. Empty when nothing was ever sold.
 */
export async function listMonths(partnerId: string, calendar: PayoffCalendar): Promise<PayoffMonth[]> {
  const standing = isId(partnerId) ? await standingOf(asking, partnerId) : null;
  if (!standing?.oldest) return [];
  const current = monthAt(calendar, now().getTime());
  const firstOpen = nextToClose(calendar, standing.oldestOpen, standing.lastClosed) ?? current;
  const bounds = monthsBetween(firstOpen, current).map((month) => ({ month, ...boundsOf(month, standing.lastClosed, calendar) }));
  const [sums, closed] = await Promise.all([openSums(partnerId, bounds), closedMonths(partnerId, calendar)]);
  const open = bounds.flatMap(({ month }): PayoffMonth[] => {
    const found = sums.get(month) ?? [];
    if (found.length === 0 && month !== current) return [];
    const totals = totalsOf(linesOf(found, new Map()));
    return [{ month, state: "accruing", closableFrom: closableFrom(calendar, month), closedAt: null, payment: null, totals }];
  });
  return [...open, ...closed].sort((left, right) => (left.month < right.month ? 1 : -1));
}

type ClosedColumns = { month: string; totals: unknown; closed_at: Date; paid_on: string | null; payment_reference: string | null };

const keptTotals = statementContent.shape.totals;

async function closedMonths(partnerId: string, calendar: PayoffCalendar): Promise<PayoffMonth[]> {
  const rows = await asking<ClosedColumns>(
    Prisma.sql`SELECT month, document->'totals' AS totals, closed_at, paid_on::text, payment_reference FROM payoff_statements WHERE partner_id = ${partnerId}::uuid`,
  );
  return rows.map((row) => {
    const payment = paymentOf(row);
    return {
      month: row.month,
      state: payment === null ? "closed" : "paid",
      closableFrom: closableFrom(calendar, row.month),
      closedAt: row.closed_at,
      payment,
      totals: keptTotals.parse(row.totals),
    };
  });
}

/** The month of a partner that can be closed next, however long it is over; null: nothing happened that is in no statement. */
export async function monthToClose(partnerId: string, calendar: PayoffCalendar): Promise<string | null> {
  const standing = isId(partnerId) ? await standingOf(asking, partnerId) : null;
  return standing && nextToClose(calendar, standing.oldestOpen, standing.lastClosed);
}

/** A partner with something in no statement yet. */
export type OpenPartner = {
  readonly partnerId: string;
  readonly name: string;
  readonly oldestOpen: Date;
  readonly lastClosed: string | null;
};

/** Every partner with something in no statement yet, by name. Which month of it is next, {@link nextToClose} says. */
export async function listOpenPartners(): Promise<OpenPartner[]> {
  const rows = await asking<{
    partner_id: string;
    name: string;
    oldest_open: Date;
    last_closed: string | null;
  }>(Prisma.sql`SELECT o.partner_id, p.name, o.oldest_open,
            (SELECT max(month) FROM payoff_statements s WHERE s.partner_id = o.partner_id) AS last_closed
       FROM (SELECT partner_id, min(at) AS oldest_open FROM payoff_open GROUP BY partner_id) o JOIN partners p ON p.id = o.partner_id
      ORDER BY lower(p.name), p.id`);
  return rows.map((row) => ({
    partnerId: row.partner_id,
    name: row.name,
    oldestOpen: row.oldest_open,
    lastClosed: row.last_closed,
  }));
}

/** A closed statement that is not paid yet. */
export type UnpaidStatement = {
  readonly partnerId: string;
  readonly name: string;
  readonly month: string;
  readonly closedAt: Date;
  readonly totals: readonly PayoffTotal[];
};

/** Every closed statement that is not paid yet, the longest waiting first. */
export async function listUnpaid(): Promise<UnpaidStatement[]> {
  const rows = await asking<{
    partner_id: string;
    name: string;
    month: string;
    closed_at: Date;
    totals: unknown;
  }>(Prisma.sql`SELECT s.partner_id, p.name, s.month, s.closed_at, s.document->'totals' AS totals
       FROM payoff_statements s JOIN partners p ON p.id = s.partner_id
      WHERE s.paid_on IS NULL ORDER BY s.closed_at, lower(p.name), p.id LIMIT 500`);
  return rows.map((row) => ({
    partnerId: row.partner_id,
    name: row.name,
    month: row.month,
    closedAt: row.closed_at,
    totals: keptTotals.parse(row.totals),
  }));
}
