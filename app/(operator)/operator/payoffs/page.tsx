import type { Metadata } from "next";
import { Amounts } from "@/app/payoffs/amounts";
import { OperatorPage } from "@/components/shell/operator-page";
import { Card, CardHeader } from "@/components/ui/card";
import { Day, Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import { now } from "@/lib/clock";
import { listUnpaid } from "@/lib/payoffs";
import { requestLanguage, words } from "@/lib/words";
import { monthInWords } from "@/lib/words/formats";
import { monthsToClose } from "./months-to-close";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("payoffs.operator"))("title") };
}

export default async function PayoffsPage() {
  const operator = await requireOperator();
  const t = await words("payoffs.operator");
  return (
    <OperatorPage operator={operator} current="/operator/payoffs">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <div className="space-y-6">
        <Card aria-labelledby="to-close">
          <CardHeader id="to-close" title={t("toClose")}>
            {t("toCloseWhat")}
          </CardHeader>
          <ToClose />
        </Card>
        <Card aria-labelledby="to-pay">
          <CardHeader id="to-pay" title={t("toPay")}>
            {t("toPayWhat")}
          </CardHeader>
          <ToPay />
        </Card>
      </div>
    </OperatorPage>
  );
}

async function ToClose() {
  const [t, language, next] = [await words("payoffs.operator"), await requestLanguage(), await monthsToClose()];
  if (next.length === 0) return <p className="text-sm text-muted">{t("nothingToClose")}</p>;
  return (
    <Table caption={t("toClose")} columns={[t("partner"), t("month"), t("when")]}>
      {next.map(({ partnerId, name, month, from }) => (
        <Row key={partnerId}>
          <Cell className="font-medium">
            <TextLink href={`/operator/payoffs/${partnerId}`}>{name}</TextLink>
          </Cell>
          <Cell label={t("month")}>
            <TextLink href={`/operator/payoffs/${partnerId}/${month}`}>{monthInWords(month, language)}</TextLink>
          </Cell>
          <Cell label={t("when")}>{from <= now() ? t("now") : t.rich("fromOn", { time: () => <Minute at={from} /> })}</Cell>
        </Row>
      ))}
    </Table>
  );
}

async function ToPay() {
  const [t, language, unpaid] = [await words("payoffs.operator"), await requestLanguage(), await listUnpaid()];
  if (unpaid.length === 0) return <p className="text-sm text-muted">{t("nothingToPay")}</p>;
  return (
    <Table caption={t("toPay")} columns={[t("partner"), t("month"), t("closedOn"), t("amounts")]}>
      {unpaid.map(({ partnerId, name, month, closedAt, totals }) => (
        <Row key={`${partnerId} ${month}`}>
          <Cell className="font-medium">
            <TextLink href={`/operator/payoffs/${partnerId}`}>{name}</TextLink>
          </Cell>
          <Cell label={t("month")}>
            <TextLink href={`/operator/payoffs/${partnerId}/${month}`}>{monthInWords(month, language)}</TextLink>
          </Cell>
          <Cell label={t("closedOn")}>
            <Day at={closedAt} />
          </Cell>
          <Cell label={t("amounts")} className="font-semibold">
            <Amounts totals={totals} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
