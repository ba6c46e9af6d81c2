import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { TextArea } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { AppStatusBadge } from "@/components/panel/app-status";
import { PartnerStatusBadge } from "@/components/panel/partner-status";
import { OperatorPage } from "@/components/shell/operator-page";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { listApps } from "@/lib/apps";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import type { PartnerSummary } from "@/lib/partners";
import { words } from "@/lib/words";
import { ApiClients } from "./api-clients";
import { approve, reject, resume, suspend } from "./actions";
import { findPartnerOr404 } from "./find-partner-or-404";
import { Issuers } from "./issuers";
import { Pairings } from "./pairings";
import { Share } from "./share";

type Params = { readonly params: Promise<{ readonly partnerId: string }>; readonly searchParams: PageQuery };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { partner } = await findPartnerOr404((await params).partnerId);
  return { title: partner.name };
}

export default async function PartnerPage({ params, searchParams }: Params) {
  const { operator, partner } = await findPartnerOr404((await params).partnerId);
  const [apps, t, above] = await Promise.all([listApps(partner.id), words("operator.partner"), words("operator.partners")]);
  return (
    <OperatorPage operator={operator} current="/operator/partners" trail={[{ href: "/operator/partners", label: above("title") }]}>
      <PageHeader title={partner.name} badge={<PartnerStatusBadge status={partner.status} />} action={<Statistics id={partner.id} />} />
      <WhatWasDone query={searchParams} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card aria-labelledby="facts">
          <CardHeader id="facts" title={t("facts")} />
          <Facts>
            <Fact name={t("shortName")}>{partner.slug}</Fact>
            <Fact name={t("signedUp")}>
              <Day at={partner.createdAt} />
            </Fact>
            <Fact name={t("timeZone")}>{partner.timeZone}</Fact>
            {partner.note && (
              <Fact name={partner.status === "requested" ? t("theirNote") : t("lastNote")}>
                <span className="whitespace-pre-line">{partner.note}</span>
              </Fact>
            )}
          </Facts>
        </Card>
        <Card aria-labelledby="decide">
          <CardHeader id="decide" title={t("decide")} />
          <Decisions partner={partner} />
        </Card>
        <Share partner={partner} />
        <Card aria-labelledby="apps" className="lg:col-span-2">
          <CardHeader id="apps" title={t("apps")} />
          {apps.length === 0 ? (
            <p className="text-sm text-muted">{t("noApps")}</p>
          ) : (
            <ul className="space-y-3 text-sm">
              {apps.map((app) => (
                <li key={app.id} className="flex flex-wrap items-center gap-3">
                  <TextLink href={`/operator/apps?app=${app.slug}`}>{app.name}</TextLink>
                  <AppStatusBadge status={app.status} pending={app.pending} />
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Issuers partnerId={partner.id} />
        <ApiClients partnerId={partner.id} />
        <Pairings partnerId={partner.id} />
      </div>
    </OperatorPage>
  );
}

async function Statistics({ id }: { id: string }) {
  const t = await words("statistics.operator");
  return (
    <ButtonLink variant="secondary" href={`/operator/partners/${id}/statistics`}>
      {t("see")}
    </ButtonLink>
  );
}

async function Decisions({ partner }: { partner: PartnerSummary }) {
  const t = await words("operator.partner");
  const hidden = { partnerId: partner.id };
  return (
    <div className="space-y-4">
      {(partner.status === "requested" || partner.status === "none") && (
        <ActionForm key="approve" action={approve} submission={newId()} hidden={hidden}>
          {partner.status === "none" && <p className="text-sm text-muted">{t("notAsked")}</p>}
          <SubmitButton>{t("approve")}</SubmitButton>
        </ActionForm>
      )}
      {partner.status === "requested" && (
        <Confirm label={t("reject")}>
          <ActionForm action={reject} submission={newId()} hidden={hidden}>
            <TextArea name="reason" label={t("why")} hint={t("whyHint")} />
            <SubmitButton variant="danger">{t("rejectRequest")}</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
      {partner.status === "suspended" ? (
        <ActionForm key="resume" action={resume} submission={newId()} hidden={hidden}>
          <p className="text-sm text-muted">{t("isSuspended")}</p>
          <SubmitButton>{t("resume")}</SubmitButton>
        </ActionForm>
      ) : (
        <Confirm label={t("suspend")}>
          <p className="mb-3">{t.rich("suspendText", { name: partner.name, b: (name) => <strong>{name}</strong> })}</p>
          <ActionForm action={suspend} submission={newId()} hidden={hidden}>
            <SubmitButton variant="danger">{t("suspendPartner")}</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </div>
  );
}
