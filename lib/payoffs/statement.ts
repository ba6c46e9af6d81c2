import { z } from "zod";
import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { contentHash } from "@/lib/crypto/content-hash";
import { Prisma } from "@/lib/db/prisma";
import { isId } from "@/lib/id";
import type { PayoffEntry } from "./entry";
import { linesOf, sumsOf, totalsOf } from "./lines";
import { closableFrom, isMonth, monthAfter, monthAt, type PayoffCalendar } from "./month";
import { type StatementContent, statementContent } from "./statement-content";
import { statementCsv } from "./statement-csv";
import { appNames, asking, closedEntries, openEntries, type Standing, standingOf } from "./store";

/** A payment of a closed statement. @property on `YYYY-MM-DD` */
export type Payment = { readonly on: string; readonly reference: string };

/** The statement of a partner's month. */
export type Statement = StatementContent & {
  /** `YYYY-MM` */
  readonly month: string;
  /** `accruing`: not closed yet, so it may still change */
  readonly state: "accruing" | "closed" | "paid";
  /** from when it can be closed */
  readonly closableFrom: Date;
  readonly closedAt: Date | null;
  readonly payment: Payment | null;
  /** the export; of a closed statement, the bytes that were kept */
  readonly csv: Buffer;
  /** SHA-256 of exactly these bytes, in hexadecimal */
  readonly sha256: string;
  readonly entries: readonly PayoffEntry[];
};

/** Why there is no such statement. `month_before`: the partner did not exist yet. */
export type MonthRefusal = "partner_unknown" | "month_malformed" | "month_ahead" | "month_before";

/**
 * The statement of a month: what was kept of a closed one, else what has accrued up to now.
 * @param calendar the partner's @param month `YYYY-MM`
 */
export async function findStatement(partnerId: string, month: string, calendar: PayoffCalendar): Promise<Result<Statement, MonthRefusal>> {
  const standing = isId(partnerId) ? await standingOf(asking, partnerId) : null;
  if (!standing) return refuse("partner_unknown");
  const refusal = monthRefusal(standing, month, calendar);
  if (refusal !== null) return refuse(refusal);
  const { from, to } = boundsOf(month, standing.lastClosed, calendar);
  const [entries, apps] = await Promise.all([openEntries(partnerId, from, to), appNames(asking, partnerId)]);
  // Looked for last: whatever was closed meanwhile is found here, and its entries are its own.
  const closed = await findClosed(partnerId, month, calendar);
  if (closed) return accept(closed);
  const content = contentOf(month, entries, apps, calendar);
  const csv = statementCsv({ partner: standing.partner, month, state: "provisional", content, entries, calendar });
  return accept({
    ...content,
    month,
    state: "accruing",
    closableFrom: closableFrom(calendar, month),
    closedAt: null,
    payment: null,
    csv,
    sha256: contentHash(csv).toString("hex"),
    entries,
  });
}

/** Why a partner can have no statement of a month; null: it can. */
export function monthRefusal({ partner, oldest }: Standing, month: string, calendar: PayoffCalendar): MonthRefusal | null {
  if (!isMonth(month)) return "month_malformed";
  if (month > monthAt(calendar, now().getTime())) return "month_ahead";
  const first = Math.min(partner.createdAt.getTime(), oldest?.getTime() ?? Number.POSITIVE_INFINITY);
  return month < monthAt(calendar, first) ? "month_before" : null;
}

/**
 * From when until when an open month takes entries: the first that is open takes what came too late for those before it, and
 * a month before a closed one takes nothing.
 */
export function boundsOf(month: string, lastClosed: string | null, calendar: PayoffCalendar): { from: Date | null; to: Date } {
  const { startMs, endMs } = calendar.month(month);
  if (lastClosed !== null && month <= lastClosed) return { from: new Date(startMs), to: new Date(startMs) };
  return { from: lastClosed !== null && month === monthAfter(lastClosed) ? null : new Date(startMs), to: new Date(endMs) };
}

/** What a statement of these entries says. */
export function contentOf(
  month: string,
  entries: readonly PayoffEntry[],
  apps: Parameters<typeof linesOf>[1],
  calendar: PayoffCalendar,
): StatementContent {
  const { startMs, endMs, parts } = calendar.month(month);
  const lines = linesOf(sumsOf(entries), apps);
  return {
    from: new Date(startMs),
    to: new Date(endMs),
    zone: parts.at(-1)?.zone ?? "UTC",
    parts: parts.map((part) => ({ zone: part.zone, from: new Date(part.startMs), to: new Date(part.endMs) })),
    lines,
    totals: totalsOf(lines),
  };
}

type ClosedColumns = { document: unknown; csv: Buffer; closed_at: Date; paid_on: string | null; payment_reference: string | null };

async function findClosed(partnerId: string, month: string, calendar: PayoffCalendar): Promise<Statement | null> {
  const [row] = await asking<ClosedColumns>(
    Prisma.sql`SELECT document, csv, closed_at, paid_on::text, payment_reference FROM payoff_statements WHERE partner_id = ${partnerId}::uuid AND month = ${month}`,
  );
  if (!row) return null;
  const payment = paymentOf(row);
  return {
    ...z.decode(statementContent, row.document as z.input<typeof statementContent>),
    month,
    state: payment === null ? "closed" : "paid",
    closableFrom: closableFrom(calendar, month),
    closedAt: row.closed_at,
    payment,
    csv: row.csv,
    sha256: contentHash(row.csv).toString("hex"),
    entries: await closedEntries(partnerId, month),
  };
}

/** The payment out of its columns; null: not paid yet. */
export function paymentOf(row: { readonly paid_on: string | null; readonly payment_reference: string | null }): Payment | null {
  return row.paid_on === null || row.payment_reference === null ? null : { on: row.paid_on, reference: row.payment_reference };
}
