import { formatMoney, type Money } from "@/lib/core/money";

/** `Free`, or `€4.99`. */
export function priceInWords(price: Money | null): string {
  return price === null ? "Free" : formatMoney(price);
}
