import { Banknote } from "lucide-react";
import type { Metadata } from "next";
import { MonthsTable } from "@/app/payoffs/months-table";
import { OperatorPage } from "@/components/shell/operator-page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { listMonths } from "@/lib/payoffs";
import { words } from "@/lib/words";
import { findPayee } from "./find-payee";

type Params = { readonly params: Promise<{ readonly partnerId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { partner } = await findPayee((await params).partnerId);
  return { title: (await words("payoffs.operator"))("ofPartner", { partner: partner.name }) };
}

export default async function PartnerPayoffsPage({ params }: Params) {
  const { operator, partner, calendar } = await findPayee((await params).partnerId);
  const [t, months] = [await words("payoffs.operator"), await listMonths(partner.id, calendar)];
  return (
    <OperatorPage operator={operator} current="/operator/payoffs" trail={[{ href: "/operator/payoffs", label: t("title") }]}>
      <PageHeader title={t("ofPartner", { partner: partner.name })}>
        <TextLink href={`/operator/partners/${partner.id}`}>{partner.name}</TextLink>
      </PageHeader>
      {months.length === 0 ? (
        <EmptyState Icon={Banknote} title={t("noMonths")}>
          {null}
        </EmptyState>
      ) : (
        <Card aria-label={t("months")}>
          <MonthsTable months={months} reader="operator" path={`/operator/payoffs/${partner.id}`} />
        </Card>
      )}
    </OperatorPage>
  );
}
