import type { Metadata } from "next";
import { StatisticsView } from "@/app/statistics/statistics-view";
import { PanelPage } from "@/components/shell/panel-page";
import { PageHeader } from "@/components/ui/page-header";
import { requireDeveloper } from "@/lib/accounts/current-account";
import type { PageQuery } from "@/lib/forms/query";
import { words } from "@/lib/words";
import { ownStatistics } from "./panel-statistics";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("statistics"))("title") };
}

export default async function StatisticsPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const [t, whose] = await Promise.all([words("statistics"), ownStatistics(developer.partnerId)]);
  return (
    <PanelPage developer={developer} current="/panel/statistics">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      {whose && <StatisticsView whose={whose} searchParams={searchParams} />}
    </PanelPage>
  );
}
