import { Banknote } from "lucide-react";
import type { Metadata } from "next";
import { MonthsTable } from "@/app/payoffs/months-table";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { partnerSummary } from "@/lib/partners";
import { listMonths } from "@/lib/payoffs";
import { words } from "@/lib/words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("payoffs.panel"))("title") };
}

export default async function PayoffsPage() {
  const developer = await requireDeveloper();
  const [t, partner, calendar] = await Promise.all([
    words("payoffs.panel"),
    partnerSummary(developer.partnerId),
    partnerCalendar(developer.partnerId),
  ]);
  if (!partner) throw new Error("a member's partner is not there");
  const months = await listMonths(developer.partnerId, calendar);
  return (
    <PanelPage developer={developer} current="/panel/payoffs">
      <PageHeader title={t("title")}>{t("lead", { zone: partner.timeZone })}</PageHeader>
      {months.length === 0 ? (
        <EmptyState Icon={Banknote} title={t("none")} action={<ButtonLink href="/panel/apps">{t("toApps")}</ButtonLink>}>
          {t("noneWhat", { share: partner.shareBasisPoints / 100 })}
        </EmptyState>
      ) : (
        <Card aria-label={t("months")}>
          <MonthsTable months={months} reader="panel" path="/panel/payoffs" />
        </Card>
      )}
    </PanelPage>
  );
}
