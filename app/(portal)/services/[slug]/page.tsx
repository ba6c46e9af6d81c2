import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { priceInWords } from "@/app/price-in-words";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PortalPage } from "@/components/shell/portal-page";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { type CatalogueEntry, findInCatalogue } from "@/lib/apps";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { endUserSignInPath } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { launchRefusals } from "@/lib/protocols/launch-token";
import { type AccessState, accessState } from "@/lib/purchases";
import { getAccess } from "./actions";

type Params = { readonly params: Promise<{ readonly slug: string }>; readonly searchParams: PageQuery };

const find = cache(async (slug: string): Promise<CatalogueEntry> => (await findInCatalogue(slug)) ?? notFound());

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const app = await find((await params).slug);
  return { title: app.name, description: app.description };
}

export default async function ServicePage({ params, searchParams }: Params) {
  const [app, who] = await Promise.all([find((await params).slug), currentEndUser()]);
  const access = who ? await accessState(who.id, app.appId) : "none";
  const refused = refusalSentence(await queryText(searchParams, "refused"));
  return (
    <PortalPage who={who} current="/services">
      <PageHeader title={app.name}>by {app.partnerName}</PageHeader>
      <WhatWasDone query={searchParams} />
      {refused !== null && (
        <Alert tone="danger" role="alert" className="mb-6">
          {refused}
        </Alert>
      )}
      <div className="grid items-start gap-6 md:grid-cols-[2fr_1fr]">
        <p className="max-w-prose whitespace-pre-line">{app.description}</p>
        <Card aria-label="Open the app">
          <p className="mb-4 font-semibold">{priceInWords(app.price)}</p>
          <NextStep app={app} signedIn={who !== null} access={access} />
        </Card>
      </div>
    </PortalPage>
  );
}

function NextStep({ app, signedIn, access }: { app: CatalogueEntry; signedIn: boolean; access: AccessState }) {
  if (!signedIn) {
    return (
      <div className="space-y-3">
        <ButtonLink className="w-full" href={endUserSignInPath(`/services/${app.slug}`)}>
          Sign in to get it
        </ButtonLink>
        <p className="text-sm text-muted">With one account you open every app here.</p>
      </div>
    );
  }
  if (access === "current") {
    // A plain form, not a link: nothing may make a login token by looking ahead.
    return (
      <form method="post" action={`/services/${app.slug}/open`} className="space-y-3">
        <Button className="w-full">Open</Button>
        <p className="text-sm text-muted">
          {app.partnerName} learns your e-mail if you have confirmed it, else a made-up address that stands for you.
        </p>
      </form>
    );
  }
  return (
    <div className="space-y-3">
      {access !== "none" && <p className="text-sm">Your access to this app is over.</p>}
      {app.price === null ? (
        <ActionForm action={getAccess} submission={newId()} hidden={{ slug: app.slug }}>
          <SubmitButton className="w-full">Get it for free</SubmitButton>
        </ActionForm>
      ) : (
        <p className="text-sm text-muted">
          Apps that cost something cannot be bought here yet. Ask the operator of this platform for access.
        </p>
      )}
    </div>
  );
}

function refusalSentence(reason: string | null): string | null {
  if (reason === null || !Object.hasOwn(launchRefusals, reason)) return null;
  return launchRefusals[reason as keyof typeof launchRefusals].userSentence;
}
