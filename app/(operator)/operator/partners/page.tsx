import { Building2, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { PartnerStatusBadge } from "@/components/panel/partner-status";
import { Filter, FilterChoice, FilterText } from "@/components/forms/filter";
import { OperatorPage } from "@/components/shell/operator-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import type { PageQuery } from "@/lib/forms/query";
import { listPartners, type PartnerSummary } from "@/lib/partners";
import { words } from "@/lib/words";
import { type PartnerFilter, partnerFilter, partnersPath } from "./partner-filter";

const PARTNERS_A_PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("operator.partners"))("title") };
}

export default async function PartnersPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const filter = partnerFilter.parse(await searchParams);
  const [{ partners, more }, t] = await Promise.all([listPartners({ ...filter, limit: PARTNERS_A_PAGE }), words("operator.partners")]);
  const last = partners.at(-1);
  return (
    <OperatorPage operator={operator} current="/operator/partners">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <FilterForm filter={filter} />
      {last === undefined ? (
        <Nobody filtered={filter.search !== undefined || filter.status !== undefined} />
      ) : (
        <Card>
          <PartnerTable partners={partners} filter={filter} />
          <div className="mt-5 flex flex-wrap gap-3 empty:hidden">
            {more && (
              <ButtonLink variant="secondary" href={partnersPath({ ...filter, after: last.id })}>
                {t("more")}
              </ButtonLink>
            )}
            {filter.after !== undefined && (
              <ButtonLink variant="quiet" href={partnersPath({ ...filter, after: undefined })}>
                {t("first")}
              </ButtonLink>
            )}
          </div>
        </Card>
      )}
    </OperatorPage>
  );
}

async function PartnerTable({ partners, filter }: { partners: readonly PartnerSummary[]; filter: PartnerFilter }) {
  const t = await words("operator.partners");
  const sortedBy = (order: PartnerFilter["order"]) => partnersPath({ ...filter, order, after: undefined });
  return (
    <Table
      caption={t("title")}
      columns={[
        { label: t("partner"), href: sortedBy("name"), sorted: filter.order === "name" ? "ascending" : null },
        t("status"),
        { label: t("signedUp"), href: sortedBy("newest"), sorted: filter.order === "newest" ? "descending" : null },
      ]}
    >
      {partners.map((partner) => (
        <Row key={partner.id}>
          <Cell>
            <TextLink href={`/operator/partners/${partner.id}`}>{partner.name}</TextLink>
          </Cell>
          <Cell label={t("status")}>
            <PartnerStatusBadge status={partner.status} />
          </Cell>
          <Cell label={t("signedUp")}>
            <Day at={partner.createdAt} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

async function FilterForm({ filter }: { filter: PartnerFilter }) {
  const t = await words("operator.partners");
  return (
    <Filter
      action="/operator/partners"
      hidden={{ order: filter.order === "newest" ? undefined : filter.order }}
      show={t("show")}
      className="mb-6"
    >
      <FilterText name="search" label={t("search")} value={filter.search} />
      <FilterChoice
        name="status"
        label={t("status")}
        all={t("anyStatus")}
        value={filter.status}
        choices={(["requested", "active", "none", "suspended"] as const).map((status) => [status, t(status)])}
      />
    </Filter>
  );
}

async function Nobody({ filtered }: { filtered: boolean }) {
  const t = await words("operator.partners");
  if (!filtered) {
    return (
      <EmptyState Icon={Building2} title={t("nobodyTitle")}>
        {t("nobody")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      Icon={SearchX}
      title={t("noMatchTitle")}
      action={
        <ButtonLink variant="secondary" href="/operator/partners">
          {t("showAll")}
        </ButtonLink>
      }
    >
      {t("noMatch")}
    </EmptyState>
  );
}
