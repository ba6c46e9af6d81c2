import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { PayoffLine, PayoffTotal } from "@/lib/payoffs";
import { requestLanguage, words } from "@/lib/words";
import { exactMoneyInWords, moneyInWords } from "@/lib/words/formats";
import { lineKey } from "./line-key";

/** What a statement is made of: a line for each app, currency and share. @param path of the statement's page */
export async function Lines({ lines, path }: { lines: readonly PayoffLine[]; path: string }) {
  const [t, language] = [await words("payoffs.statement"), await requestLanguage()];
  if (lines.length === 0) return <p className="text-sm text-muted">{t("nothing")}</p>;
  const names = { share: t("share"), sales: t("sales"), refunds: t("refunds"), net: t("net"), exact: t("exact"), rounded: t("rounded") };
  return (
    <Table caption={t("lines")} columns={[t("app"), ...Object.values(names)]}>
      {lines.map((line) => {
        const money = (minor: number) => moneyInWords({ minor, currency: line.currency }, language);
        const percent = line.shareBasisPoints / 100;
        return (
          <Row key={lineKey(line)}>
            <Cell className="font-medium">
              <TextLink
                href={`${path}/${lineKey(line)}`}
                aria-label={t("purchasesOf", { app: line.appName, currency: line.currency, percent })}
              >
                {line.appName}
              </TextLink>
            </Cell>
            <Cell label={names.share}>{t("percent", { percent })}</Cell>
            <Cell label={names.sales}>
              <Counted amount={money(line.grossMinor)} count={t("counted", { count: line.sales })} />
            </Cell>
            <Cell label={names.refunds}>
              <Counted amount={money(0 - line.refundedMinor)} count={t("givenBack", { count: line.refunds })} />
            </Cell>
            <Cell label={names.net} className="tabular-nums">
              {money(line.netMinor)}
            </Cell>
            <Cell label={names.exact} className="tabular-nums text-muted">
              {exactMoneyInWords(line.shareExact, line.currency, language)}
            </Cell>
            <Cell label={names.rounded} className="font-semibold tabular-nums">
              {money(line.shareMinor)}
            </Cell>
          </Row>
        );
      })}
    </Table>
  );
}

/** What the lines come to, a row for each currency. */
export async function Totals({ totals }: { totals: readonly PayoffTotal[] }) {
  const [t, language] = [await words("payoffs.statement"), await requestLanguage()];
  if (totals.length === 0) return <p className="text-sm text-muted">{t("nothing")}</p>;
  const names = { sales: t("sales"), refunds: t("refunds"), net: t("net"), total: t("total") };
  return (
    <>
      <Table caption={t("totals")} columns={[t("currency"), ...Object.values(names)]}>
        {totals.map((total) => {
          const money = (minor: number) => moneyInWords({ minor, currency: total.currency }, language);
          return (
            <Row key={total.currency}>
              <Cell className="font-medium">{total.currency}</Cell>
              <Cell label={names.sales}>
                <Counted amount={money(total.grossMinor)} count={t("counted", { count: total.sales })} />
              </Cell>
              <Cell label={names.refunds}>
                <Counted amount={money(0 - total.refundedMinor)} count={t("givenBack", { count: total.refunds })} />
              </Cell>
              <Cell label={names.net} className="tabular-nums">
                {money(total.netMinor)}
              </Cell>
              <Cell label={names.total} className="text-base font-bold tabular-nums">
                {money(total.shareMinor)}
              </Cell>
            </Row>
          );
        })}
      </Table>
      {totals.some(({ shareMinor }) => shareMinor < 0) && <p className="mt-3 text-sm text-muted">{t("negative")}</p>}
    </>
  );
}

// `0 - x` above, for `-x` of nothing would be shown with a sign.
function Counted({ amount, count }: { amount: string; count: string }) {
  return (
    <>
      <span className="block tabular-nums">{amount}</span>
      <span className="block text-xs text-muted">{count}</span>
    </>
  );
}
