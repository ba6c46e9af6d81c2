import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LineEntries } from "@/app/payoffs/line-entries";
import { lineNamed } from "@/app/payoffs/line-key";
import { OperatorPage } from "@/components/shell/operator-page";
import { PageHeader } from "@/components/ui/page-header";
import { requestLanguage, words } from "@/lib/words";
import { monthInWords } from "@/lib/words/formats";
import { findPayeeStatement } from "../../find-payee";

type Params = { readonly params: Promise<{ readonly partnerId: string; readonly month: string; readonly line: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("payoffs.statement"))("entriesTitle") };
}

export default async function PartnerLinePage({ params }: Params) {
  const { partnerId, month: asked, line: key } = await params;
  const { operator, partner, calendar, statement } = await findPayeeStatement(partnerId, asked);
  const line = lineNamed(statement.lines, key) ?? notFound();
  const [t, above, language] = [await words("payoffs.statement"), await words("payoffs.operator"), await requestLanguage()];
  const month = monthInWords(statement.month, language);
  const trail = [
    { href: "/operator/payoffs", label: above("title") },
    { href: `/operator/payoffs/${partner.id}`, label: partner.name },
    { href: `/operator/payoffs/${partner.id}/${statement.month}`, label: month },
  ];
  const about = { app: line.appName, currency: line.currency, percent: line.shareBasisPoints / 100, month, zone: statement.zone };
  return (
    <OperatorPage operator={operator} current="/operator/payoffs" trail={trail}>
      <PageHeader title={t("entriesTitle")}>{t("entriesLead", about)}</PageHeader>
      <LineEntries statement={statement} line={line} calendar={calendar} />
    </OperatorPage>
  );
}
