import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { Filter, FilterText } from "@/components/forms/filter";
import { OperatorPage } from "@/components/shell/operator-page";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/accounts/current-account";
import { findApp, listAppsForReview } from "@/lib/apps";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { words } from "@/lib/words";
import { AppFound } from "./app-found";
import { ReviewItem } from "./review-item";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("operator.apps"))("title") };
}

export default async function OperatorAppsPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const asked = (await queryText(searchParams, "app"))?.trim().toLowerCase() ?? "";
  const [queue, found, t] = await Promise.all([listAppsForReview(), asked === "" ? null : findApp(asked, null), words("operator.apps")]);
  return (
    <OperatorPage operator={operator} current="/operator/apps">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <Card aria-labelledby="find">
          <CardHeader id="find" title={t("find")} />
          <Filter action="/operator/apps" show={t("findButton")}>
            <FilterText name="app" label={t("nameOrId")} value={asked} />
          </Filter>
          {asked !== "" && !found && (
            <Alert tone="warn" role="status" className="mt-5">
              {t("unknown")}
            </Alert>
          )}
          {found && <AppFound app={found} />}
        </Card>
        <h2 className="text-lg font-semibold">{t("inReview")}</h2>
        {queue.length === 0 ? (
          <EmptyState Icon={Inbox} title={t("noneTitle")}>
            {t("none")}
          </EmptyState>
        ) : (
          queue.map((app) => <ReviewItem key={app.id} app={app} />)
        )}
      </div>
    </OperatorPage>
  );
}
