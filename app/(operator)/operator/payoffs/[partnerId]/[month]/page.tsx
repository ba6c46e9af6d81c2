import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { RefusedStep } from "@/app/payoffs/refused-step";
import { StatementView } from "@/app/payoffs/statement-view";
import { PayoffStateBadge } from "@/components/purchases/payoff-state-badge";
import { OperatorPage } from "@/components/shell/operator-page";
import { PageHeader } from "@/components/ui/page-header";
import type { PageQuery } from "@/lib/forms/query";
import { requestLanguage, words } from "@/lib/words";
import { monthInWords } from "@/lib/words/formats";
import { findPayeeStatement } from "../find-payee";
import { Steps } from "./steps";

type Params = {
  readonly params: Promise<{ readonly partnerId: string; readonly month: string }>;
  readonly searchParams: PageQuery;
};

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { partnerId, month } = await params;
  const { partner, statement } = await findPayeeStatement(partnerId, month);
  return { title: `${partner.name}, ${monthInWords(statement.month, await requestLanguage())}` };
}

export default async function PartnerStatementPage({ params, searchParams }: Params) {
  const { partnerId, month } = await params;
  const { operator, partner, calendar, statement } = await findPayeeStatement(partnerId, month);
  const [t, above, language] = [await words("payoffs.statement"), await words("payoffs.operator"), await requestLanguage()];
  const path = `/operator/payoffs/${partner.id}`;
  const trail = [
    { href: "/operator/payoffs", label: above("title") },
    { href: path, label: partner.name },
  ];
  return (
    <OperatorPage operator={operator} current="/operator/payoffs" trail={trail}>
      <PageHeader
        title={t("title", { month: monthInWords(statement.month, language) })}
        badge={<PayoffStateBadge state={statement.state} />}
      >
        {t("of", { partner: partner.name })}
      </PageHeader>
      <WhatWasDone query={searchParams} />
      <RefusedStep query={searchParams} />
      <Steps partner={partner} statement={statement} calendar={calendar} />
      <StatementView statement={statement} partnerName={partner.name} path={`${path}/${statement.month}`} />
    </OperatorPage>
  );
}
