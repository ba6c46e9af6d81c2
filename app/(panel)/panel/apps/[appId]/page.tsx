import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { AppStatusBadge } from "@/components/panel/app-status";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { AppRevision } from "@/lib/apps";
import type { PageQuery } from "@/lib/forms/query";
import { partnerSummary } from "@/lib/partners";
import { listTestUsers } from "@/lib/people";
import { priceInWords } from "@/app/price-in-words";
import { findOwnApp } from "./find-own-app";
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
  const edit = app.working?.state !== "review" && (
    <ButtonLink variant="secondary" href={`/panel/apps/${app.id}/edit`}>
      {app.published && !app.working ? "Change it" : "Edit the draft"}
    </ButtonLink>
  );
  return (
    <PanelPage developer={developer} current="/panel/apps">
      <PageHeader title={app.name} badge={<AppStatusBadge status={app.status} pending={app.pending} />} action={edit} />
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        {app.status === "suspended" && (
          <Alert tone="danger" title="The operator has suspended this app">
            Nobody can enter it. Contact the operator of this platform.
          </Alert>
        )}
        {app.working?.reviewNote && (
          <Alert tone="warn" title="The operator sent it back">
            {app.working.reviewNote}
          </Alert>
        )}
        {app.working && (
          <Card aria-labelledby="working">
            <CardHeader id="working" title={app.working.state === "review" ? "In review" : app.published ? "Draft of changes" : "Draft"}>
              {app.published ? "Users keep what is published until this is approved." : "Only your test users can open it."}
            </CardHeader>
            <RevisionFacts revision={app.working} />
            <WorkingSteps app={app} partnership={partner?.status ?? "none"} />
          </Card>
        )}
        {app.published && (
          <Card aria-labelledby="published">
            <CardHeader id="published" title="Published">
              In the catalogue as <TextLink href={`/services/${app.slug}`}>{app.slug}</TextLink>
              {app.published.publishedAt && (
                <>
                  {" "}
                  since <Day at={app.published.publishedAt} zone={partner?.timeZone} />
                </>
              )}
              .
            </CardHeader>
            <RevisionFacts revision={app.published} />
          </Card>
        )}
        <TestLaunch appId={app.id} testUsers={testUsers} draft={app.working !== null} />
      </div>
    </PanelPage>
  );
}

function RevisionFacts({ revision }: { revision: AppRevision }) {
  return (
    <Facts>
      <Fact name="Name">{revision.name}</Fact>
      <Fact name="Description">
        <span className="whitespace-pre-line">{revision.description}</span>
      </Fact>
      <Fact name="Service URL">
        <span className="break-all">{revision.serviceUrl}</span>
      </Fact>
      <Fact name="Price">{priceInWords(revision.price)}</Fact>
    </Facts>
  );
}
