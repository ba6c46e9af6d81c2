import type { Metadata } from "next";
import { ConfirmNotice } from "@/components/accounts/confirm-notice";
import { EventList } from "@/components/panel/event-list";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { requestLanguage, words } from "@/lib/words";
import { AttentionCard } from "./attention-card";
import { resend } from "./confirm-email/actions";
import { explainEvent } from "./events/explain-event";
import { homeFacts } from "./home-facts";
import { OnboardingCard } from "./onboarding-card";
import { Today } from "./today";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("panel"))("home.title") };
}

export default async function PanelHome() {
  const developer = await requireDeveloper();
  const [t, language] = [await words("panel"), await requestLanguage()];
  const { partner, steps, today, latest, attention, quickStartOf } = await homeFacts(developer);
  const zone = partner.timeZone;
  const actions = (
    <div className="flex flex-wrap gap-3">
      {quickStartOf && (
        <ButtonLink variant="secondary" href={`/panel/apps/${quickStartOf.id}/quick-start`}>
          {t("home.quickStart")}
        </ButtonLink>
      )}
      <ButtonLink href="/panel/apps/new">{t("home.register")}</ButtonLink>
    </div>
  );
  return (
    <PanelPage developer={developer} current="/panel">
      <PageHeader title={developer.partnerName} action={actions}>
        {t("home.lead")}
      </PageHeader>
      {!developer.account.verified && <ConfirmNotice className="mb-6" realm="panel" email={developer.account.email} resend={resend} />}
      <div className="space-y-6">
        <OnboardingCard steps={steps} />
        <Today figures={today} zone={zone} />
        <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
          <AttentionCard items={attention} zone={zone} />
          <Card aria-labelledby="latest">
            <CardHeader id="latest" title={t("home.latest")}>
              {t.rich("home.latestLead", { all: (text) => <TextLink href="/panel/events">{text}</TextLink> })}
            </CardHeader>
            {latest.length === 0 ? (
              <p className="text-sm text-muted">{t("home.nobody")}</p>
            ) : (
              <EventList events={latest.map((event) => explainEvent(event, language))} zone={zone} />
            )}
          </Card>
        </div>
      </div>
    </PanelPage>
  );
}
