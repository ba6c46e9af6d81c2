import { AppWindow } from "lucide-react";
import type { Metadata } from "next";
import { AppStatusBadge } from "@/components/panel/app-status";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { listApps } from "@/lib/apps";
import { priceInWords } from "@/app/price-in-words";

export const metadata: Metadata = { title: "Apps" };

export default async function AppsPage() {
  const developer = await requireDeveloper();
  const apps = await listApps(developer.partnerId);
  const register = <ButtonLink href="/panel/apps/new">Register an app</ButtonLink>;
  return (
    <PanelPage developer={developer} current="/panel/apps">
      <PageHeader title="Apps" action={apps.length > 0 && register}>
        What your users open. A draft is yours alone; a published app stands in the catalogue.
      </PageHeader>
      {apps.length === 0 ? (
        <EmptyState Icon={AppWindow} title="No app yet" action={register}>
          An app is a name, a sentence, and the URL to which we send users with a one-time token. It begins as a draft.
        </EmptyState>
      ) : (
        <Card>
          <Table caption="Your apps" columns={["App", "Where it stands", "Service URL", "Price"]}>
            {apps.map((app) => {
              const revision = app.published ?? app.working;
              return (
                <Row key={app.id}>
                  <Cell>
                    <TextLink href={`/panel/apps/${app.id}`}>{app.name}</TextLink>
                  </Cell>
                  <Cell label="Where it stands">
                    <AppStatusBadge status={app.status} pending={app.pending} />
                  </Cell>
                  <Cell label="Service URL" className="break-all">
                    {revision?.serviceUrl}
                  </Cell>
                  <Cell label="Price" className="whitespace-nowrap">
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
