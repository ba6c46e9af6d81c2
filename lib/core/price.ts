import { nextMidnight, oneMonthLater } from "./local-day";
import type { Money } from "./money";

/** For how long a price lets somebody in: a day pass, a calendar month, or without an end. */
export const pricePeriods = ["day", "month", "for_ever"] as const;
export type PricePeriod = (typeof pricePeriods)[number];

/** What an app costs, and for how long it may then be entered. */
export type Price = Money & { readonly period: PricePeriod };

/** Whether two prices are the same offer; null: free. */
export function samePrice(left: Price | null, right: Price | null): boolean {
  return left?.minor === right?.minor && left?.currency === right?.currency && left?.period === right?.period;
}

/**
 * When a right ends that was bought for `period` and begins at `startMs`.
 * @param zone the partner's IANA zone in force at `startMs`: a day pass ends at its next midnight, a month at the same hour
 * @param startMs epoch milliseconds
 * @returns epoch milliseconds; null: never
 */
export function periodEnd(period: PricePeriod, zone: string, startMs: number): number | null {
  if (period === "for_ever") return null;
  return period === "day" ? nextMidnight(zone, startMs) : oneMonthLater(zone, startMs);
}
