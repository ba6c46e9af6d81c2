import { MonitorSmartphone } from "lucide-react";
import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { EmptyState } from "@/components/ui/empty-state";
import { Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import type { PageQuery } from "@/lib/forms/query";
import { partnerSummary } from "@/lib/partners";
import { type ApiClientView, listApiClients } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { ClientStateBadge } from "./client-state-badge";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("apiClients"))("title") };
}

export default async function ApiClientsPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const [t, clients, partner] = await Promise.all([
    words("apiClients"),
    listApiClients(developer.partnerId),
    partnerSummary(developer.partnerId),
  ]);
  const zone = partner?.timeZone ?? "UTC";
  const make = <ButtonLink href="/panel/api-clients/new">{t("make")}</ButtonLink>;
  const columns = [t("list.name"), t("list.apiKey"), t("list.state"), t("list.lastUsed"), t("list.origins")];
  return (
    <PanelPage developer={developer} current="/panel/api-clients">
      <PageHeader title={t("title")} action={clients.length > 0 && make}>
        {t("lead")}
      </PageHeader>
      <WhatWasDone query={searchParams} />
      {clients.length === 0 ? (
        <EmptyState Icon={MonitorSmartphone} title={t("none.title")} action={make}>
          <p>{t("none.what")}</p>
          <p className="mt-2">{t("none.where")}</p>
          <p className="mt-2">{t.rich("none.when", { issuers: (text) => <TextLink href="/panel/issuers">{text}</TextLink> })}</p>
        </EmptyState>
      ) : (
        <Card>
          <Table caption={t("list.caption")} columns={columns}>
            {clients.map((client) => (
              <ClientRow key={client.id} client={client} suspended={developer.partnerSuspended} zone={zone} />
            ))}
          </Table>
        </Card>
      )}
    </PanelPage>
  );
}

async function ClientRow({ client, suspended, zone }: { client: ApiClientView; suspended: boolean; zone: string }) {
  const t = await words("apiClients.list");
  return (
    <Row>
      <Cell>
        <TextLink href={`/panel/api-clients/${client.id}`}>{client.name}</TextLink>
      </Cell>
      <Cell label={t("apiKey")}>
        <Code>{client.apiKey}</Code>
      </Cell>
      <Cell label={t("state")}>
        <ClientStateBadge client={client} suspended={suspended} />
      </Cell>
      <Cell label={t("lastUsed")}>{client.lastUsedAt ? <Minute at={client.lastUsedAt} zone={zone} /> : t("never")}</Cell>
      <Cell label={t("origins")}>
        {client.parentOrigins.length === 0 ? (
          <span className="text-muted">{t("noOrigins")}</span>
        ) : (
          client.parentOrigins.map((origin) => (
            <span key={origin} className="block">
              {origin}
            </span>
          ))
        )}
      </Cell>
    </Row>
  );
}
