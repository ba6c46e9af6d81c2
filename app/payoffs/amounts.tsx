import type { PayoffTotal } from "@/lib/payoffs";
import { requestLanguage, words } from "@/lib/words";
import { moneyInWords } from "@/lib/words/formats";

/** What is paid of some totals, one currency below the other. */
export async function Amounts({ totals }: { totals: readonly PayoffTotal[] }) {
  const language = await requestLanguage();
  if (totals.length === 0) return <span className="text-muted">{(await words("payoffs.panel"))("nothingYet")}</span>;
  return totals.map(({ currency, shareMinor: minor }) => (
    <span key={currency} className="block whitespace-nowrap tabular-nums">
      {moneyInWords({ minor, currency }, language)}
    </span>
  ));
}

/** The same in one line, within a sentence. */
export async function amountsInWords(totals: readonly PayoffTotal[]): Promise<string> {
  const language = await requestLanguage();
  const amounts = totals.map(({ currency, shareMinor: minor }) => moneyInWords({ minor, currency }, language));
  return amounts.length === 0 ? (await words("payoffs.panel"))("nothingYet") : amounts.join(" · ");
}
