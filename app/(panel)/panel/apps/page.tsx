import { AppWindow } from "lucide-react";
import type { Metadata } from "next";
import { AppStatusBadge } from "@/components/panel/app-status";
import { PanelPage } from "@/components/shell/panel-page";
import { AppIcon } from "@/components/ui/app-icon";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { listApps } from "@/lib/apps";
import { words } from "@/lib/words";
import { priceInWords } from "@/app/price-in-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("apps"))("title") };
}

export default async function AppsPage() {
  const [t, developer] = await Promise.all([words("apps"), requireDeveloper()]);
  const apps = await listApps(developer.partnerId);
  const register = <ButtonLink href="/panel/apps/new">{t("register")}</ButtonLink>;
  return (
    <PanelPage developer={developer} current="/panel/apps">
      <PageHeader title={t("title")} action={apps.length > 0 && register}>
        {t("lead")}
      </PageHeader>
      {apps.length === 0 ? (
        <EmptyState Icon={AppWindow} title={t("none.title")} action={register}>
          {t("none.text")}
        </EmptyState>
      ) : (
        <Card>
          <Table caption={t("table.caption")} columns={[t("table.app"), t("table.status"), t("fields.serviceUrl"), t("fields.price")]}>
            {apps.map((app) => {
              const revision = app.published ?? app.working;
              return (
                <Row key={app.id}>
                  <Cell>
                    <span className="flex items-center gap-3">
                      <AppIcon icon={revision?.icon ?? null} name={app.name} size="small" />
                      <TextLink href={`/panel/apps/${app.id}`}>{app.name}</TextLink>
                    </span>
                  </Cell>
                  <Cell label={t("table.status")}>
                    <AppStatusBadge status={app.status} pending={app.pending} />
                  </Cell>
                  <Cell label={t("fields.serviceUrl")} className="break-all">
                    {revision?.serviceUrl}
                  </Cell>
                  <Cell label={t("fields.price")} className="whitespace-nowrap">
                    {priceInWords(revision?.price ?? null)}
                  </Cell>
                </Row>
              );
            })}
          </Table>
        </Card>
      )}
    </PanelPage>
  );
}
