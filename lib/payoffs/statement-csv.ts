import { stringify } from "csv-stringify/sync";
import { paymentReference } from "@/lib/core/payment-reference";
import type { PayoffEntry } from "./entry";
import { lateFrom, type PayoffCalendar } from "./month";
import { shareOf } from "./share-of";
import type { StatementContent } from "./statement-content";

type Row = readonly (string | number | bigint)[];

/**
 * A statement as a table to download: the same statement gives the same bytes, wherever and whenever it is made, so that its
 * hash can be made again by anybody who has the file. The first column says what a row is; each kind has a row of headings
 * before it. Amounts are minor units, instants are UTC. Texts that a spreadsheet would run as a formula get an apostrophe.
 */
export function statementCsv(statement: {
  readonly partner: { readonly id: string; readonly slug: string; readonly name: string };
  readonly month: string;
  readonly state: "provisional" | "closed";
  readonly content: StatementContent;
  readonly entries: readonly PayoffEntry[];
  readonly calendar: PayoffCalendar;
}): Buffer {
  const { partner, month, state, content } = statement;
  const rows: Row[] = [
    ["record", "partner", "partner_name", "partner_id", "month", "state", "time_zone", "from", "to"],
    ["statement", partner.slug, partner.name, partner.id, month, state, content.zone, utc(content.from), utc(content.to)],
    ["record", "time_zone", "from", "to"],
    ...content.parts.map((part): Row => ["period", part.zone, utc(part.from), utc(part.to)]),
    ...lineRows(content),
    ...entryRows(statement),
  ];
  // With a mark of the encoding, without which spreadsheets take names apart.
  return Buffer.from(stringify(rows as unknown[][], { escape_formulas: true, bom: true, record_delimiter: "windows" }), "utf8");
}

function lineRows({ lines, totals }: StatementContent): Row[] {
  const amounts = ["sales", "gross_minor", "refunds", "refunded_minor", "net_minor"] as const;
  return [
    ["record", "app", "app_name", "app_id", "currency", "share_basis_points", ...amounts, "share_ten_thousandths", "share_minor"],
    ...lines.map((line): Row => [
      "line",
      line.appSlug,
      line.appName,
      line.appId,
      line.currency,
      line.shareBasisPoints,
      line.sales,
      line.grossMinor,
      line.refunds,
      line.refundedMinor,
      line.netMinor,
      shareOf(line.netMinor, line.shareBasisPoints).tenThousandths,
      line.shareMinor,
    ]),
    ["record", "currency", ...amounts, "share_minor"],
    ...totals.map((total): Row => [
      "total",
      total.currency,
      total.sales,
      total.grossMinor,
      total.refunds,
      total.refundedMinor,
      total.netMinor,
      total.shareMinor,
    ]),
  ];
}

function entryRows({ month, entries, calendar }: Pick<Parameters<typeof statementCsv>[0], "month" | "entries" | "calendar">): Row[] {
  return [
    ["record", "at", "kind", "reference", "purchase_id", "app_id", "currency", "amount_minor", "share_basis_points", "late_from_month"],
    ...entries.map((entry): Row => [
      "entry",
      utc(entry.at),
      entry.kind,
      paymentReference(entry.purchaseId),
      entry.purchaseId,
      entry.appId,
      entry.currency,
      entry.amountMinor,
      entry.shareBasisPoints,
      lateFrom(entry.at, month, calendar) ?? "",
    ]),
  ];
}

function utc(at: Date): string {
  return at.toISOString();
}
