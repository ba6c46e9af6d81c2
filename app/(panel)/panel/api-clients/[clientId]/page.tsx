import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import type { ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { ClientStateBadge } from "../client-state-badge";
import { disable, enable } from "./actions";
import { Attempts } from "./attempts";
import { ClientFacts } from "./client-facts";
import { clientTrail } from "./client-trail";
import { ownClientOr404 } from "./find-own-client";
import { Secrets } from "./secrets";
import { SessionTokens } from "./session-tokens";
import { SetUp } from "./set-up";

type Params = { readonly params: Promise<{ readonly clientId: string }>; readonly searchParams: PageQuery };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { client } = await ownClientOr404((await params).clientId);
  return { title: client.name };
}

export default async function ApiClientPage({ params, searchParams }: Params) {
  const { developer, client } = await ownClientOr404((await params).clientId);
  const zone = (await partnerSummary(developer.partnerId))?.timeZone ?? "UTC";
  return (
    <PanelPage developer={developer} current="/panel/api-clients" trail={await clientTrail()}>
      <PageHeader
        title={client.name}
        badge={<ClientStateBadge client={client} suspended={developer.partnerSuspended} />}
        action={<Links client={client} />}
      />
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <Warnings client={client} zone={zone} />
        <Secrets client={client} zone={zone} />
        <SessionTokens clientId={client.id} partnerId={developer.partnerId} />
        <ClientFacts client={client} zone={zone} />
        <Attempts client={client} partnerId={developer.partnerId} zone={zone} />
        <SetUp client={client} language={await queryText(searchParams, "language")} />
      </div>
    </PanelPage>
  );
}

async function Links({ client }: { client: ApiClientView }) {
  const t = await words("apiClients.client");
  const step = client.disabledAt ? ("enable" as const) : ("disable" as const);
  return (
    <div className="flex flex-wrap gap-3">
      <ButtonLink variant="secondary" href={`/panel/api-clients/${client.id}/check`}>
        {t("check")}
      </ButtonLink>
      <ButtonLink variant="secondary" href={`/panel/api-clients/${client.id}/edit`}>
        {t("edit")}
      </ButtonLink>
      <Confirm label={t(step)}>
        <p className="mb-3 wrap-anywhere">{t(`${step}Text`, { name: client.name })}</p>
        <ActionForm key={step} action={step === "enable" ? enable : disable} submission={newId()} hidden={{ clientId: client.id }}>
          <SubmitButton variant={step === "enable" ? "primary" : "danger"}>{t(`${step}This`)}</SubmitButton>
        </ActionForm>
      </Confirm>
    </div>
  );
}

async function Warnings({ client: { disabledAt, alarmedAt }, zone }: { client: ApiClientView; zone: string }) {
  const t = await words("apiClients.client");
  return (
    <>
      {disabledAt && (
        <Alert tone="warn" title={t("disabledTitle")}>
          {t.rich("disabledText", { minute: () => <Minute at={disabledAt} zone={zone} /> })}
        </Alert>
      )}
      {alarmedAt && (
        <Alert tone="danger" title={t("alarmTitle")}>
          {t.rich("alarmText", { minute: () => <Minute at={alarmedAt} zone={zone} /> })}
        </Alert>
      )}
    </>
  );
}
