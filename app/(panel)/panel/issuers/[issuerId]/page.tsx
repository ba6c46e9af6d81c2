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
import type { PageQuery } from "@/lib/forms/query";
import { queryText } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import type { IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { hasEnded, IssuerStateBadge } from "../issuer-state-badge";
import { disable, enable } from "./actions";
import { Attempts } from "./attempts";
import { EmailDomains } from "./email-domains";
import { ownIssuerOr404 } from "./find-own-issuer";
import { IssuerFacts } from "./issuer-facts";
import { issuerTrail } from "./issuer-trail";
import { Keys } from "./keys";
import { SetUp } from "./set-up";

type Params = { readonly params: Promise<{ readonly issuerId: string }>; readonly searchParams: PageQuery };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { issuer } = await ownIssuerOr404((await params).issuerId);
  return { title: issuer.iss };
}

export default async function IssuerPage({ params, searchParams }: Params) {
  const { developer, issuer } = await ownIssuerOr404((await params).issuerId);
  const zone = (await partnerSummary(developer.partnerId))?.timeZone ?? "UTC";
  return (
    <PanelPage developer={developer} current="/panel/issuers" trail={await issuerTrail()}>
      <PageHeader
        title={issuer.iss}
        badge={<IssuerStateBadge issuer={issuer} suspended={developer.partnerSuspended} />}
        action={<Links issuer={issuer} />}
      />
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <Warnings issuer={issuer} zone={zone} />
        <Keys issuer={issuer} zone={zone} />
        <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
          <IssuerFacts issuer={issuer} zone={zone} />
          <EmailDomains issuer={issuer} zone={zone} />
        </div>
        <Attempts issuer={issuer} partnerId={developer.partnerId} zone={zone} />
        <SetUp issuer={issuer} language={await queryText(searchParams, "language")} />
      </div>
    </PanelPage>
  );
}

async function Links({ issuer }: { issuer: IssuerView }) {
  const t = await words("issuers.issuer");
  const step = issuer.disabledAt ? ("enable" as const) : ("disable" as const);
  return (
    <div className="flex flex-wrap gap-3">
      <ButtonLink variant="secondary" href={`/panel/issuers/${issuer.id}/workbench`}>
        {t("test")}
      </ButtonLink>
      <ButtonLink variant="secondary" href={`/panel/issuers/${issuer.id}/edit`}>
        {t("edit")}
      </ButtonLink>
      <Confirm label={t(step)}>
        <p className="mb-3">{t(`${step}Text`, { iss: issuer.iss })}</p>
        <ActionForm key={step} action={step === "enable" ? enable : disable} submission={newId()} hidden={{ issuerId: issuer.id }}>
          <SubmitButton variant={step === "enable" ? "primary" : "danger"}>{t(`${step}This`)}</SubmitButton>
        </ActionForm>
      </Confirm>
    </div>
  );
}

async function Warnings({ issuer, zone }: { issuer: IssuerView; zone: string }) {
  const t = await words("issuers.issuer");
  const { disabledAt, currentKey } = issuer;
  return (
    <>
      {disabledAt && (
        <Alert tone="warn" title={t("disabledTitle")}>
          {t.rich("disabledText", { minute: () => <Minute at={disabledAt} zone={zone} /> })}
        </Alert>
      )}
      {hasEnded(issuer) && currentKey?.validUntil && (
        <Alert tone="danger" title={t("keyEndedTitle")}>
          {t.rich("keyEndedText", { minute: () => <Minute at={currentKey.validUntil ?? currentKey.createdAt} zone={zone} /> })}
        </Alert>
      )}
    </>
  );
}
