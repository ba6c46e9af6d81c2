import { IdCard } from "lucide-react";
import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Day, Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import type { PageQuery } from "@/lib/forms/query";
import { partnerSummary } from "@/lib/partners";
import { type IssuerView, listIssuers } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { IssuerStateBadge } from "./issuer-state-badge";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("issuers"))("title") };
}

export default async function IssuersPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const [t, issuers, partner] = await Promise.all([
    words("issuers"),
    listIssuers(developer.partnerId),
    partnerSummary(developer.partnerId),
  ]);
  const zone = partner?.timeZone ?? "UTC";
  const make = <ButtonLink href="/panel/issuers/new">{t("make")}</ButtonLink>;
  const columns = [t("list.name"), t("list.state"), t("list.lastSignIn"), t("list.key"), t("list.domains")];
  return (
    <PanelPage developer={developer} current="/panel/issuers">
      <PageHeader title={t("title")} action={issuers.length > 0 && make}>
        {t("lead")}
      </PageHeader>
      <WhatWasDone query={searchParams} />
      {issuers.length === 0 ? (
        <EmptyState Icon={IdCard} title={t("none.title")} action={make}>
          <p>{t("none.what")}</p>
          <p className="mt-2">{t.rich("none.when", { tokens: (text) => <TextLink href="/panel/bearer-tokens">{text}</TextLink> })}</p>
        </EmptyState>
      ) : (
        <Card>
          <Table caption={t("list.caption")} columns={columns}>
            {issuers.map((issuer) => (
              <IssuerRow key={issuer.id} issuer={issuer} suspended={developer.partnerSuspended} zone={zone} />
            ))}
          </Table>
        </Card>
      )}
    </PanelPage>
  );
}

async function IssuerRow({ issuer, suspended, zone }: { issuer: IssuerView; suspended: boolean; zone: string }) {
  const t = await words("issuers.list");
  return (
    <Row>
      <Cell>
        <TextLink href={`/panel/issuers/${issuer.id}`}>{issuer.iss}</TextLink>
      </Cell>
      <Cell label={t("state")}>
        <IssuerStateBadge issuer={issuer} suspended={suspended} />
      </Cell>
      <Cell label={t("lastSignIn")}>{issuer.lastSignInAt ? <Minute at={issuer.lastSignInAt} zone={zone} /> : t("never")}</Cell>
      <Cell label={t("key")}>
        <KeyCell issuer={issuer} zone={zone} />
      </Cell>
      <Cell label={t("domains")}>
        <DomainsCell issuer={issuer} />
      </Cell>
    </Row>
  );
}

async function KeyCell({ issuer: { currentKey, previousKey }, zone }: { issuer: IssuerView; zone: string }) {
  const t = await words("issuers.list");
  return (
    <>
      {currentKey && <span className="block">{t.rich("keySince", { day: () => <Day at={currentKey.createdAt} zone={zone} /> })}</span>}
      {currentKey?.validUntil && (
        <span className="block text-muted">
          {t.rich("weakUntil", { minute: () => <Minute at={currentKey.validUntil ?? currentKey.createdAt} zone={zone} /> })}
        </span>
      )}
      {previousKey?.validUntil && (
        <span className="block text-muted">
          {t.rich("previousUntil", { minute: () => <Minute at={previousKey.validUntil ?? previousKey.createdAt} zone={zone} /> })}
        </span>
      )}
    </>
  );
}

async function DomainsCell({ issuer: { emailDomains } }: { issuer: IssuerView }) {
  const t = await words("issuers.list");
  const count = (wanted: string) => emailDomains.filter(({ state }) => state === wanted).length;
  const told = [
    { count: count("approved"), text: "domainsApproved" },
    { count: count("waiting"), text: "domainsWaiting" },
    { count: count("declined"), text: "domainsDeclined" },
  ] as const;
  if (emailDomains.length === 0) return <span className="text-muted">{t("noDomains")}</span>;
  return told
    .filter((one) => one.count > 0)
    .map((one) => (
      <span key={one.text} className="block">
        {t(one.text, { count: one.count })}
      </span>
    ));
}
