import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { TextArea } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { OperatorPage } from "@/components/shell/operator-page";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { EmptyState } from "@/components/ui/empty-state";
import { Moment } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { listWaitingDomains, type WaitingDomain } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { approveDomain, declineDomain } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("issuers.operator"))("title") };
}

export default async function EmailDomainsPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const [waiting, t] = await Promise.all([listWaitingDomains(), words("issuers.operator")]);
  return (
    <OperatorPage operator={operator} current="/operator/email-domains">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <Alert tone="info" title={t("meansTitle")}>
          <p className="max-w-prose">{t("means")}</p>
        </Alert>
        {waiting.length === 0 ? (
          <EmptyState Icon={Inbox} title={t("noneTitle")}>
            {t("none")}
          </EmptyState>
        ) : (
          waiting.map((domain) => <Waiting key={`${domain.domain} ${domain.issuerId}`} of={domain} />)
        )}
      </div>
    </OperatorPage>
  );
}

async function Waiting({ of }: { of: WaitingDomain }) {
  const t = await words("issuers.operator");
  const { domain, issuerId, iss, partnerId, partnerName, since } = of;
  const place = `${domain}-${issuerId}`;
  const partner = (name: ReactNode) => <TextLink href={`/operator/partners/${partnerId}`}>{name}</TextLink>;
  return (
    <Card id={place} aria-labelledby={`name-${place}`}>
      <CardHeader id={`name-${place}`} title={domain}>
        {t.rich("asks", { name: partnerName, iss, partner, moment: () => <Moment at={since} /> })}
      </CardHeader>
      <div className="flex flex-wrap items-start gap-3">
        <Confirm label={t("approve")}>
          <p className="mb-3 wrap-anywhere">{t("approveText", { iss, partner: partnerName, domain })}</p>
          <ActionForm action={approveDomain} submission={newId()} hidden={{ issuerId, domain }}>
            <SubmitButton>{t("approveThis")}</SubmitButton>
          </ActionForm>
        </Confirm>
        <Confirm label={t("decline")}>
          <p className="mb-3 wrap-anywhere">{t("declineText", { iss, domain })}</p>
          <ActionForm action={declineDomain} submission={newId()} hidden={{ issuerId, domain }}>
            <TextArea name="note" label={t("note")} hint={t("noteHint")} />
            <SubmitButton variant="danger">{t("declineThis")}</SubmitButton>
          </ActionForm>
        </Confirm>
      </div>
    </Card>
  );
}
