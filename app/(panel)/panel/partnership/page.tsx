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
import { askForPartnership } from "./actions";

export const metadata: Metadata = { title: "Partnership" };

export default async function PartnershipPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const partner = await partnerSummary(developer.partnerId);
  if (!partner) throw new Error("a member's partner is not there");
  return (
    <PanelPage developer={developer} current="/panel/partnership">
      <PageHeader title="Partnership" badge={<PartnerStatusBadge status={partner.status} />}>
        With it, your apps can be published in the catalogue. Without it, you have drafts.
      </PageHeader>
      <WhatWasDone query={searchParams} />
      <Card className="max-w-2xl" aria-label="Your partnership">
        {partner.status === "none" && <Asking partner={partner} allowed={mayDo(developer.role, "partnership.request")} />}
        {partner.status === "requested" && <Waiting partner={partner} />}
        {partner.status === "active" && (
          <Alert tone="ok" title="Your partnership is active">
            Ask for publication on the page of an app. <TextLink href="/panel/apps">To your apps</TextLink>
          </Alert>
        )}
        {partner.status === "suspended" && (
          <Alert tone="danger" title="Your organisation is suspended">
            Contact the operator of this platform. When the suspension ends, everything is as it was.
          </Alert>
        )}
      </Card>
    </PanelPage>
  );
}

function Asking({ partner, allowed }: { partner: PartnerSummary; allowed: boolean }) {
  return (
    <>
      <CardHeader title="Ask for partnership">The operator of this platform reads it and decides.</CardHeader>
      {partner.note && (
        <Alert tone="warn" title="The operator did not accept it" className="mb-5">
          {partner.note}
        </Alert>
      )}
      {allowed ? (
        <ActionForm action={askForPartnership} submission={newId()}>
          <TextArea name="note" label="A note for the operator" optional hint="Who you are, and what your app does for the users here." />
          <SubmitButton>Ask for partnership</SubmitButton>
        </ActionForm>
      ) : (
        <p className="text-sm text-muted">Only an owner of your organisation can ask.</p>
      )}
    </>
  );
}

function Waiting({ partner }: { partner: PartnerSummary }) {
  return (
    <>
      <Alert tone="info" title="You have asked; the operator looks at it" className="mb-5" />
      <Facts>
        {partner.partnershipRequestedAt && (
          <Fact name="Asked on">
            <Day at={partner.partnershipRequestedAt} zone={partner.timeZone} />
          </Fact>
        )}
        {partner.note && (
          <Fact name="Your note">
            <span className="whitespace-pre-line">{partner.note}</span>
          </Fact>
        )}
      </Facts>
    </>
  );
}
