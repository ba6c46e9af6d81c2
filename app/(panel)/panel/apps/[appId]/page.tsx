import type { Metadata } from "next";
import type { ReactNode } from "react";
import { WhatWasDone } from "@/app/said";
import { StatisticsCard } from "@/app/statistics/statistics-card";
import { AppStatusBadge } from "@/components/panel/app-status";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { AppRevision, AppView } from "@/lib/apps";
import type { PageQuery } from "@/lib/forms/query";
import { partnerSummary } from "@/lib/partners";
import { listTestUsers } from "@/lib/people";
import { words } from "@/lib/words";
import { ownStatistics } from "../../statistics/panel-statistics";
import { appTrail } from "./app-trail";
import { CataloguePreview } from "./catalogue-preview";
import { findOwnApp } from "./find-own-app";
import { RevisionFacts } from "./revision-facts";
import { TestLaunch } from "./test-launch";
import { WorkingSteps } from "./working-steps";

type Params = { readonly params: Promise<{ readonly appId: string }>; readonly searchParams: PageQuery };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { app } = await findOwnApp((await params).appId);
  return { title: app.name };
}

export default async function AppPage({ params, searchParams }: Params) {
  const { developer, app } = await findOwnApp((await params).appId);
  const [partner, testUsers] = await Promise.all([partnerSummary(developer.partnerId), listTestUsers(developer.partnerId)]);
  const status = partner?.status ?? "none";
  const shown = app.working ?? app.published;
  return (
    <PanelPage developer={developer} current="/panel/apps" trail={await appTrail()}>
      <PageHeader title={app.name} badge={<AppStatusBadge status={app.status} pending={app.pending} />} action={<Links app={app} />} />
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <Warnings app={app} />
        {app.working && (
          <Working app={app} revision={app.working}>
            <WorkingSteps app={app} partnership={status} />
          </Working>
        )}
        {app.published && <Published slug={app.slug} revision={app.published} timeZone={partner?.timeZone} />}
        {shown && <CataloguePreview revision={shown} partner={app.partnerName} />}
        <LastDays partnerId={developer.partnerId} appId={app.id} zone={partner?.timeZone ?? "UTC"} />
        <TestLaunch appId={app.id} testUsers={testUsers} draft={app.working !== null} />
      </div>
    </PanelPage>
  );
}

async function LastDays({ partnerId, appId, zone }: { partnerId: string; appId: string; zone: string }) {
  const [t, whose] = await Promise.all([words("statistics.card"), ownStatistics(partnerId)]);
  const all = (text: ReactNode) => <TextLink href={`/panel/statistics?app=${appId}`}>{text}</TextLink>;
  return (
    whose && (
      <StatisticsCard whose={whose} query={{ app: appId }}>
        {t.rich("lead", { zone, all })}
      </StatisticsCard>
    )
  );
}

async function Links({ app }: { app: AppView }) {
  const t = await words("apps.app");
  return (
    <div className="flex flex-wrap gap-3">
      <ButtonLink variant="quiet" href={`/panel/apps/${app.id}/quick-start`}>
        {t("quickStart")}
      </ButtonLink>
      {app.working?.state !== "review" && (
        <>
          <ButtonLink variant="quiet" href={`/panel/apps/${app.id}/icon`}>
            {t("changeIcon")}
          </ButtonLink>
          <ButtonLink variant="secondary" href={`/panel/apps/${app.id}/edit`}>
            {t(app.published && !app.working ? "change" : "edit")}
          </ButtonLink>
        </>
      )}
    </div>
  );
}

async function Warnings({ app }: { app: AppView }) {
  const t = await words("apps.app");
  return (
    <>
      {app.status === "suspended" && (
        <Alert tone="danger" title={t("suspendedTitle")}>
          {t("suspended")}
        </Alert>
      )}
      {app.working?.reviewNote && (
        <Alert tone="warn" title={t("sentBack")}>
          {app.working.reviewNote}
        </Alert>
      )}
    </>
  );
}

async function Working({ app, revision, children }: { app: AppView; revision: AppRevision; children: ReactNode }) {
  const t = await words("apps.app");
  return (
    <Card aria-labelledby="working">
      <CardHeader id="working" title={t(revision.state === "review" ? "inReview" : app.published ? "draftOfChanges" : "draft")}>
        {t(app.published ? "workingPublished" : "workingDraft")}
      </CardHeader>
      <RevisionFacts revision={revision} />
      {children}
    </Card>
  );
}

async function Published({ slug, revision, timeZone }: { slug: string; revision: AppRevision; timeZone: string | undefined }) {
  const t = await words("apps.app");
  const at = revision.publishedAt;
  const page = (text: ReactNode) => <TextLink href={`/services/${slug}`}>{text}</TextLink>;
  return (
    <Card aria-labelledby="published">
      <CardHeader id="published" title={t("published")}>
        {at === null
          ? t.rich("publishedAs", { slug, page })
          : t.rich("publishedSince", { slug, page, day: () => <Day at={at} zone={timeZone} /> })}
      </CardHeader>
      <RevisionFacts revision={revision} />
    </Card>
  );
}
