import type { Metadata } from "next";
import { StatisticsView } from "@/app/statistics/statistics-view";
import { ofPlatform } from "@/app/statistics/whose-statistics";
import { OperatorPage } from "@/components/shell/operator-page";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/accounts/current-account";
import type { PageQuery } from "@/lib/forms/query";
import { words } from "@/lib/words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("statistics.operator"))("title") };
}

export default async function PlatformStatisticsPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const t = await words("statistics.operator");
  return (
    <OperatorPage operator={operator} current="/operator/statistics">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <StatisticsView whose={ofPlatform()} searchParams={searchParams} />
    </OperatorPage>
  );
}
