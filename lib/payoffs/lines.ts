import type { PayoffEntry } from "./entry";
import { decimal, shareOf } from "./share-of";

/** Sales and refunds of one app in one currency, sold with one share. */
export type PayoffSums = {
  readonly appId: string;
  readonly currency: string;
  readonly shareBasisPoints: number;
  readonly sales: number;
  /** what the sales brought, in minor units */
  readonly grossMinor: number;
  readonly refunds: number;
  /** what the refunds took away, in minor units, zero or more */
  readonly refundedMinor: number;
};

/** A line of a statement: the sums, and what the partner gets of them. */
export type PayoffLine = PayoffSums & {
  /** what app it is, as it was called when the line was made */
  readonly appSlug: string;
  readonly appName: string;
  readonly netMinor: number;
  /** the partner's share of the net amount, exactly: a decimal number of minor units */
  readonly shareExact: string;
  /** the same in whole minor units, rounded half to even */
  readonly shareMinor: number;
};

/** All lines of a currency. Currencies stand side by side: nothing adds them up. */
export type PayoffTotal = {
  readonly currency: string;
  readonly sales: number;
  readonly grossMinor: number;
  readonly refunds: number;
  readonly refundedMinor: number;
  readonly netMinor: number;
  /** what the partner is paid: the sum of the lines, which are rounded */
  readonly shareMinor: number;
};

export type AppName = { readonly slug: string; readonly name: string };

/** Adds entries up by app, currency and share. */
export function sumsOf(entries: readonly PayoffEntry[]): PayoffSums[] {
  const sums = new Map<string, PayoffSums>();
  for (const { appId, currency, shareBasisPoints, kind, amountMinor } of entries) {
    const key = `${appId} ${currency} ${shareBasisPoints}`;
    const sum = sums.get(key) ?? { appId, currency, shareBasisPoints, sales: 0, grossMinor: 0, refunds: 0, refundedMinor: 0 };
    const more =
      kind === "sale"
        ? { sales: sum.sales + 1, grossMinor: sum.grossMinor + amountMinor }
        : { refunds: sum.refunds + 1, refundedMinor: sum.refundedMinor - amountMinor };
    sums.set(key, { ...sum, ...more });
  }
  return [...sums.values()];
}

/** The lines of a statement, by app, currency and share: the same sums give the same lines, in the same order. */
export function linesOf(sums: readonly PayoffSums[], apps: ReadonlyMap<string, AppName>): PayoffLine[] {
  const lines = sums.map((sum) => {
    const { slug: appSlug, name: appName } = apps.get(sum.appId) ?? { slug: sum.appId, name: sum.appId };
    const netMinor = sum.grossMinor - sum.refundedMinor;
    const { tenThousandths, minor: shareMinor } = shareOf(netMinor, sum.shareBasisPoints);
    return { ...sum, appSlug, appName, netMinor, shareExact: decimal(tenThousandths), shareMinor };
  });
  return lines.sort(
    (left, right) =>
      compare(left.appSlug, right.appSlug) ||
      compare(left.currency, right.currency) ||
      left.shareBasisPoints - right.shareBasisPoints ||
      compare(left.appId, right.appId),
  );
}

/** What lines come to, by currency. */
export function totalsOf(lines: readonly Omit<PayoffLine, "appSlug" | "appName">[]): PayoffTotal[] {
  const totals = new Map<string, PayoffTotal>();
  for (const line of lines) {
    const { currency } = line;
    const total = totals.get(currency) ?? nothingOf(currency);
    totals.set(currency, {
      currency,
      sales: total.sales + line.sales,
      grossMinor: total.grossMinor + line.grossMinor,
      refunds: total.refunds + line.refunds,
      refundedMinor: total.refundedMinor + line.refundedMinor,
      netMinor: total.netMinor + line.netMinor,
      shareMinor: total.shareMinor + line.shareMinor,
    });
  }
  return [...totals.values()].sort((left, right) => compare(left.currency, right.currency));
}

function nothingOf(currency: string): PayoffTotal {
  return { currency, sales: 0, grossMinor: 0, refunds: 0, refundedMinor: 0, netMinor: 0, shareMinor: 0 };
}

// By code units: a file must be the same bytes wherever it is made.
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
