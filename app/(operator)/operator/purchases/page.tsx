import { Receipt } from "lucide-react";
import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { RefusedStep } from "@/components/purchases/refused-step";
import { OperatorPage } from "@/components/shell/operator-page";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { findEndUser } from "@/lib/people";
import { listAllPurchases } from "@/lib/purchases";
import { words } from "@/lib/words";
import { FilterForm } from "./filter-form";
import { type PurchaseFilter, purchasesPath, readFilter } from "./purchase-filter";
import { PurchaseItem } from "./purchase-item";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("operator.purchases"))("title") };
}

export default async function PurchasesPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const filter = readFilter({ state: await queryText(searchParams, "state"), user: await queryText(searchParams, "user") });
  const t = await words("operator.purchases");
  return (
    <OperatorPage operator={operator} current="/operator/purchases">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <WhatWasDone query={searchParams} />
      <RefusedStep query={searchParams} className="mb-6" />
      <FilterForm filter={filter} />
      <Found filter={filter} after={await queryText(searchParams, "after")} />
    </OperatorPage>
  );
}

async function Found({ filter, after }: { filter: PurchaseFilter; after: string | null }) {
  const t = await words("operator.purchases");
  const user = filter.user === "" ? null : await findEndUser(filter.user);
  if (filter.user !== "" && user === null) {
    return (
      <Alert tone="warn" role="status">
        {t("noUser")}
      </Alert>
    );
  }
  const { entries, next } = await listAllPurchases({ state: filter.state ?? undefined, endUserId: user?.id }, after);
  if (entries.length === 0) {
    const waiting = filter.state === "pending" && filter.user === "";
    return (
      <EmptyState Icon={Receipt} title={t(waiting ? "nothingWaits" : "nothing")}>
        {t(waiting ? "nothingWaitsText" : "nothingText")}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t("list")} className="space-y-4">
        {entries.map((entry) => (
          <PurchaseItem key={entry.id} entry={entry} filter={filter} />
        ))}
      </ul>
      <p className="mt-5 flex flex-wrap gap-x-6 gap-y-2 text-sm empty:hidden">
        {after !== null && <TextLink href={purchasesPath(filter)}>{t("first")}</TextLink>}
        {next !== null && <TextLink href={purchasesPath(filter, next)}>{t("more")}</TextLink>}
      </p>
    </>
  );
}
