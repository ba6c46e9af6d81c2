import { Link2, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { Filter, FilterChoice, FilterText } from "@/components/forms/filter";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import type { PageQuery } from "@/lib/forms/query";
import { partnerSummary } from "@/lib/partners";
import { listPairings, pairingStates, type PairingView } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { pairingFilter, type PairingListFilter, pairingsPath } from "./pairing-filter";
import { PairingStateBadge } from "./pairing-state-badge";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("pairings"))("title") };
}

export default async function PairingsPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const { after, ...filter } = pairingFilter.parse(await searchParams);
  const [t, { pairings, next }, partner] = await Promise.all([
    words("pairings"),
    listPairings(developer.partnerId, { state: filter.state ?? null, text: filter.search ?? "" }, after ?? null),
    partnerSummary(developer.partnerId),
  ]);
  const asked = filter.state !== undefined || filter.search !== undefined || after !== undefined;
  const none = pairings.length === 0 && !asked;
  const make = <ButtonLink href="/panel/pairings/new">{t("propose")}</ButtonLink>;
  return (
    <PanelPage developer={developer} current="/panel/pairings">
      <PageHeader title={t("title")} action={!none && make}>
        {t("lead")}
      </PageHeader>
      <WhatWasDone query={searchParams} />
      {none ? (
        <EmptyState Icon={Link2} title={t("none.title")} action={make}>
          <p>{t("none.what")}</p>
          <p className="mt-2">{t.rich("none.needs", { tokens: (text) => <TextLink href="/panel/bearer-tokens">{text}</TextLink> })}</p>
          <p className="mt-2">{t.rich("none.when", { issuers: (text) => <TextLink href="/panel/issuers">{text}</TextLink> })}</p>
        </EmptyState>
      ) : (
        <div className="space-y-6">
          <FilterForm filter={filter} />
          <Found pairings={pairings} suspended={developer.partnerSuspended} zone={partner?.timeZone ?? "UTC"} />
          <p className="flex flex-wrap gap-x-6 gap-y-2 text-sm empty:hidden">
            {after !== undefined && <TextLink href={pairingsPath(filter)}>{t("list.first")}</TextLink>}
            {next !== null && <TextLink href={pairingsPath({ ...filter, after: next })}>{t("list.more")}</TextLink>}
          </p>
        </div>
      )}
    </PanelPage>
  );
}

async function FilterForm({ filter }: { filter: PairingListFilter }) {
  const t = await words("pairings");
  return (
    <Card aria-label={t("list.filter")}>
      <Filter action="/panel/pairings" show={t("list.show")}>
        <FilterChoice
          name="state"
          label={t("list.state")}
          all={t("list.all")}
          value={filter.state}
          choices={pairingStates.map((state) => [state, t(`state.${state}`)])}
        />
        <FilterText name="search" label={t("list.search")} value={filter.search} />
      </Filter>
    </Card>
  );
}

async function Found({ pairings, suspended, zone }: { pairings: readonly PairingView[]; suspended: boolean; zone: string }) {
  const t = await words("pairings.list");
  if (pairings.length === 0)
    return (
      <EmptyState Icon={SearchX} title={t("noMatch")} action={<ButtonLink href="/panel/pairings">{t("showAll")}</ButtonLink>}>
        {t("noMatchWhy")}
      </EmptyState>
    );
  return (
    <Card>
      <Table caption={t("caption")} columns={[t("psClientId"), t("with"), t("state"), t("proposed"), t("lastLaunch")]}>
        {pairings.map((pairing) => (
          <PairingRow key={pairing.id} pairing={pairing} suspended={suspended} zone={zone} />
        ))}
      </Table>
    </Card>
  );
}

async function PairingRow({ pairing, suspended, zone }: { pairing: PairingView; suspended: boolean; zone: string }) {
  const t = await words("pairings.list");
  return (
    <Row>
      <Cell>
        <TextLink href={`/panel/pairings/${pairing.id}`}>{pairing.psClientId}</TextLink>
      </Cell>
      <Cell label={t("with")}>{pairing.testUser ? (pairing.testUser.name ?? pairing.email) : pairing.email}</Cell>
      <Cell label={t("state")}>
        <PairingStateBadge pairing={pairing} suspended={suspended} />
      </Cell>
      <Cell label={t("proposed")}>
        <Minute at={pairing.proposedAt} zone={zone} />
      </Cell>
      <Cell label={t("lastLaunch")}>{pairing.lastLaunchAt ? <Minute at={pairing.lastLaunchAt} zone={zone} /> : t("never")}</Cell>
    </Row>
  );
}
