import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { TextArea } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { PartnerStatusBadge } from "@/components/panel/partner-status";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { mayDo } from "@/lib/accounts/panel-policy";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { type PartnerSummary, partnerSummary } from "@/lib/partners";
import { words } from "@/lib/words";
import { askForPartnership } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("panel.partnership"))("title") };
}

export default async function PartnershipPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const partner = await partnerSummary(developer.partnerId);
  if (!partner) throw new Error("a member's partner is not there");
  const t = await words("panel.partnership");
  return (
    <PanelPage developer={developer} current="/panel/partnership">
      <PageHeader title={t("title")} badge={<PartnerStatusBadge status={partner.status} />}>
        {t("lead")}
      </PageHeader>
      <WhatWasDone query={searchParams} />
      <Card className="max-w-2xl" aria-label={t("yours")}>
        {partner.status === "none" && <Asking partner={partner} allowed={mayDo(developer.role, "partnership.request")} />}
        {partner.status === "requested" && <Waiting partner={partner} />}
        {partner.status === "active" && (
          <Alert tone="ok" title={t("activeTitle")}>
            {t.rich("active", { apps: (text) => <TextLink href="/panel/apps">{text}</TextLink> })}
          </Alert>
        )}
        {partner.status === "suspended" && (
          <Alert tone="danger" title={t("suspendedTitle")}>
            {t("suspended")}
          </Alert>
        )}
      </Card>
    </PanelPage>
  );
}

async function Asking({ partner, allowed }: { partner: PartnerSummary; allowed: boolean }) {
  const t = await words("panel.partnership");
  return (
    <>
      <CardHeader title={t("askTitle")}>{t("askLead")}</CardHeader>
      {partner.note && (
        <Alert tone="warn" title={t("rejectedTitle")} className="mb-5">
          {partner.note}
        </Alert>
      )}
      {allowed ? (
        <ActionForm action={askForPartnership} submission={newId()}>
          <TextArea name="note" label={t("note")} optional hint={t("noteHint")} />
          <SubmitButton>{t("ask")}</SubmitButton>
        </ActionForm>
      ) : (
        <p className="text-sm text-muted">{t("ownersOnly")}</p>
      )}
    </>
  );
}

async function Waiting({ partner }: { partner: PartnerSummary }) {
  const t = await words("panel.partnership");
  return (
    <>
      <Alert tone="info" title={t("waitingTitle")} className="mb-5" />
      <Facts>
        {partner.partnershipRequestedAt && (
          <Fact name={t("askedOn")}>
            <Day at={partner.partnershipRequestedAt} zone={partner.timeZone} />
          </Fact>
        )}
        {partner.note && (
          <Fact name={t("yourNote")}>
            <span className="whitespace-pre-line">{partner.note}</span>
          </Fact>
        )}
      </Facts>
    </>
  );
}
