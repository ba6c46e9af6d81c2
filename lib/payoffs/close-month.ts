import { z } from "zod";
import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { contentHash } from "@/lib/crypto/content-hash";
import { Prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";
import type { PayoffTotal } from "./lines";
import { closableFrom, nextToClose, type PayoffCalendar } from "./month";
import { contentOf, type MonthRefusal, monthRefusal } from "./statement";
import { statementContent } from "./statement-content";
import { statementCsv } from "./statement-csv";
import { appNames, type Asking, type EntryColumns, entryColumns, type Standing, standingOf, toEntries } from "./store";

/**
 * Why a month is not closed. `month_not_over`: it is not over, or not for long enough; `month_empty`: nothing happened in it
 * that is in no statement; `earlier_month_open`: one before it has to be closed first.
 */
export type CloseRefusal = MonthRefusal | "month_not_over" | "month_closed" | "month_empty" | "earlier_month_open";

/**
 * Closes a partner's month: every entry before its end that is in no statement yet becomes part of it, for good, with its
 * lines, its export and the hash of that. What comes later goes into the next. Of two at once one closes it.
 * @param calendar the partner's: of months that are over it never changes
 */
export async function closeMonth(
  partnerId: string,
  month: string,
  calendar: PayoffCalendar,
  actor: Actor,
): Promise<Result<{ month: string; sha256: string; totals: readonly PayoffTotal[] }, CloseRefusal>> {
  if (!isId(partnerId)) return refuse("partner_unknown");
  return transaction(async (tx) => {
    // Whoever else closes a month of this partner waits here; the keys would let one of them through all the same.
    await tx.$queryRaw`SELECT 1 FROM partners WHERE id = ${partnerId}::uuid FOR NO KEY UPDATE`;
    const ask: Asking = (statement) => tx.$queryRaw(statement);
    const standing = await standingOf(ask, partnerId);
    if (!standing) return refuse("partner_unknown");
    const refusal = await closeRefusal(tx, standing, month, calendar);
    if (refusal !== null) return refuse(refusal);
    // What is read and what is written is one statement: an entry that appears meanwhile is in neither.
    const entries = toEntries(
      await ask<EntryColumns>(Prisma.sql`INSERT INTO payoff_entries (partner_id, month, ${entryColumns})
         SELECT partner_id, ${month}, ${entryColumns} FROM payoff_open WHERE partner_id = ${partnerId}::uuid AND at < ${new Date(calendar.month(month).endMs)}::timestamptz
         RETURNING ${entryColumns}`),
    );
    const content = contentOf(month, entries, await appNames(ask, partnerId), calendar);
    const csv = statementCsv({ partner: standing.partner, month, state: "closed", content, entries, calendar });
    const sha256 = contentHash(csv);
    await tx.payoffStatement.create({
      data: {
        partnerId,
        month,
        startsAt: content.from,
        endsAt: content.to,
        document: z.encode(statementContent, content),
        csv: new Uint8Array(csv),
        sha256: new Uint8Array(sha256),
        closedAt: now(),
      },
    });
    const after = { month, entries: entries.length, sha256: sha256.toString("hex"), totals: content.totals.map(inWords) };
    await recordAudit(tx, { actor, action: "payoff.closed", partnerId, subjectId: partnerId, after });
    return accept({ month, sha256: after.sha256, totals: content.totals });
  });
}

async function closeRefusal(tx: Transaction, standing: Standing, month: string, calendar: PayoffCalendar): Promise<CloseRefusal | null> {
  const unfit = monthRefusal(standing, month, calendar);
  if (unfit !== null) return unfit;
  const there = await tx.payoffStatement.findUnique({
    where: { partnerId_month: { partnerId: standing.partner.id, month } },
    select: { month: true },
  });
  if (there) return "month_closed";
  if (now() < closableFrom(calendar, month)) return "month_not_over";
  const next = nextToClose(calendar, standing.oldestOpen, standing.lastClosed);
  if (next === null || next > month) return "month_empty";
  return next < month ? "earlier_month_open" : null;
}

function inWords({ currency, shareMinor }: PayoffTotal): string {
  return `${shareMinor} ${currency}`;
}
