import type { Money } from "@/lib/core/money";
import type { PricePeriod } from "@/lib/core/price";
import { requestLanguage, words } from "@/lib/words";
import { moneyInWords } from "@/lib/words/formats";

/**
 * `Free`, or `€4.99 for a month`, in the reader's language.
 * @param price null: free; without a period (it was granted): the amount alone
 */
export async function priceInWords(price: (Money & { readonly period: PricePeriod | null }) | null): Promise<string> {
  const t = await words("purchases");
  if (price === null) return t("price.free");
  const amount = moneyInWords(price, await requestLanguage());
  return price.period === null ? amount : t("price.paid", { amount, period: price.period });
}
