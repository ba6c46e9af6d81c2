import type { Metadata } from "next";
import { StatisticsView } from "@/app/statistics/statistics-view";
import { OperatorPage } from "@/components/shell/operator-page";
import { PageHeader } from "@/components/ui/page-header";
import type { PageQuery } from "@/lib/forms/query";
import { words } from "@/lib/words";
import { findPartnerOr404 } from "../find-partner-or-404";
import { ofPartner } from "@/app/statistics/whose-statistics";

type Params = { readonly params: Promise<{ readonly partnerId: string }>; readonly searchParams: PageQuery };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { partner } = await findPartnerOr404((await params).partnerId);
  return { title: (await words("statistics.operator"))("ofPartner", { name: partner.name }) };
}

export default async function PartnerStatisticsPage({ params, searchParams }: Params) {
  const { operator, partner } = await findPartnerOr404((await params).partnerId);
  const [t, above] = await Promise.all([words("statistics.operator"), words("operator.partners")]);
  const trail = [
    { href: "/operator/partners", label: above("title") },
    { href: `/operator/partners/${partner.id}`, label: partner.name },
  ];
  const whose = await ofPartner(partner, `/operator/partners/${partner.id}/statistics`, false);
  return (
    <OperatorPage operator={operator} current="/operator/partners" trail={trail}>
      <PageHeader title={t("ofPartner", { name: partner.name })}>{t("partnerLead")}</PageHeader>
      <StatisticsView whose={whose} searchParams={searchParams} />
    </OperatorPage>
  );
}
