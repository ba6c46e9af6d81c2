import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { WhatWasDone } from "@/app/said";
import { AppHeading } from "@/components/portal/app-heading";
import { PortalPage } from "@/components/shell/portal-page";
import { Alert } from "@/components/ui/alert";
import { Markdown } from "@/components/ui/markdown";
import { type CatalogueEntry, findInCatalogue } from "@/lib/apps";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { currentEndUser } from "@/lib/people/session-cookie";
import { type LaunchRefusal, launchRefusals } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";
import { AccessPanel } from "./access-panel";

type Params = { readonly params: Promise<{ readonly slug: string }>; readonly searchParams: PageQuery };

const find = cache(async (slug: string): Promise<CatalogueEntry> => (await findInCatalogue(slug)) ?? notFound());

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const app = await find((await params).slug);
  return { title: app.name, description: app.tagline };
}

export default async function ServicePage({ params, searchParams }: Params) {
  const [app, who] = await Promise.all([find((await params).slug), currentEndUser()]);
  const refused = await refusalSentence(await queryText(searchParams, "refused"));
  return (
    <PortalPage who={who} current="/services">
      <AppHeading app={app} partner={app.partnerName} level={1} />
      <WhatWasDone query={searchParams} />
      {refused !== null && (
        <Alert tone="danger" role="alert" className="mb-6">
          {refused}
        </Alert>
      )}
      <div className="grid items-start gap-6 md:grid-cols-[2fr_1fr]">
        <Markdown heading={2} className="max-w-prose">
          {app.description}
        </Markdown>
        <AccessPanel app={app} query={searchParams} />
      </div>
    </PortalPage>
  );
}

async function refusalSentence(asked: string | null): Promise<string | null> {
  const reason: LaunchRefusal | undefined = launchRefusals.find((known) => known === asked);
  return reason === undefined ? null : (await words("reasons.launchToken.launch"))(`${reason}.user`);
}
