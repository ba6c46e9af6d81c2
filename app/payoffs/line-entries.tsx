import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Moment } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { paymentReference } from "@/lib/core/payment-reference";
import { lateFrom, type PayoffEntry, type PayoffLine, type Statement } from "@/lib/payoffs";
import { requestLanguage, words } from "@/lib/words";
import { moneyInWords, monthInWords } from "@/lib/words/formats";

const MOST_SHOWN = 500;

/** The purchases behind a line of a statement. @param calendar the partner's */
export async function LineEntries({
  statement,
  line,
  calendar,
}: {
  statement: Statement;
  line: PayoffLine;
  calendar: Parameters<typeof lateFrom>[2];
}) {
  const [t, kinds, language] = [await words("payoffs.statement"), await words("payoffs.kinds"), await requestLanguage()];
  const entries = statement.entries.filter((entry) => isOf(line, entry));
  const names = { kind: t("kind"), at: t("at"), amount: t("amount") };
  return (
    <Card aria-label={t("entriesTitle")}>
      <Table caption={t("entriesTitle")} columns={[t("reference"), ...Object.values(names)]}>
        {entries.slice(0, MOST_SHOWN).map((entry) => {
          const late = lateFrom(entry.at, statement.month, calendar);
          return (
            <Row key={`${entry.purchaseId} ${entry.kind}`}>
              <Cell className="font-mono">{paymentReference(entry.purchaseId)}</Cell>
              <Cell label={names.kind}>
                {kinds(entry.kind)} {late !== null && <Badge tone="warn">{t("late", { month: monthInWords(late, language) })}</Badge>}
              </Cell>
              <Cell label={names.at}>
                <Moment at={entry.at} zone={calendar.dayAt(entry.at.getTime()).zone} />
              </Cell>
              <Cell label={names.amount} className="tabular-nums">
                {moneyInWords({ minor: entry.amountMinor, currency: entry.currency }, language)}
              </Cell>
            </Row>
          );
        })}
      </Table>
      {entries.length > MOST_SHOWN && <p className="mt-4 text-sm text-muted">{t("more", { count: MOST_SHOWN })}</p>}
    </Card>
  );
}

function isOf(line: PayoffLine, entry: PayoffEntry): boolean {
  return entry.appId === line.appId && entry.currency === line.currency && entry.shareBasisPoints === line.shareBasisPoints;
}
