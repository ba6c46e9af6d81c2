import { PayoffStateBadge } from "@/components/purchases/payoff-state-badge";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { now } from "@/lib/clock";
import type { PayoffMonth } from "@/lib/payoffs";
import { requestLanguage, words } from "@/lib/words";
import { dayInWords, monthInWords } from "@/lib/words/formats";
import { Amounts } from "./amounts";

/** The months of a partner. @param reader whose page it is on: the partner's own, or the operator's @param path of the list: each month's statement is below it */
export async function MonthsTable({
  months,
  reader,
  path,
}: {
  months: readonly PayoffMonth[];
  reader: "panel" | "operator";
  path: string;
}) {
  const [t, address, language] = [await words("payoffs.panel"), await words(`payoffs.${reader}`), await requestLanguage()];
  const names = { state: t("state"), sales: t("sales"), refunds: t("refunds"), earned: address("earned") };
  const count = (totals: PayoffMonth["totals"], what: "sales" | "refunds") => totals.reduce((sum, total) => sum + total[what], 0);
  return (
    <Table caption={address("months")} columns={[t("month"), ...Object.values(names)]}>
      {months.map(({ month, state, totals, payment, closableFrom }) => (
        <Row key={month}>
          <Cell className="font-medium">
            <TextLink href={`${path}/${month}`}>{monthInWords(month, language)}</TextLink>
          </Cell>
          <Cell label={names.state}>
            <PayoffStateBadge state={state} />
            {payment && (
              <span className="mt-1 block text-xs text-muted">
                {t("paidOn", { day: dayInWords(new Date(payment.on), "UTC", language), reference: payment.reference })}
              </span>
            )}
            {state === "accruing" && closableFrom <= now() && <span className="mt-1 block text-xs text-muted">{t("over")}</span>}
          </Cell>
          <Cell label={names.sales}>{count(totals, "sales")}</Cell>
          <Cell label={names.refunds}>{count(totals, "refunds")}</Cell>
          <Cell label={names.earned} className="font-semibold">
            <Amounts totals={totals} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
