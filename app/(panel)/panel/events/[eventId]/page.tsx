import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/code";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { OutcomeBadges } from "@/components/panel/event-list";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { environment } from "@/lib/env";
import { findLoginEvent } from "@/lib/events/find-login-event";
import { partnerSummary } from "@/lib/partners";
import { requestLanguage, words } from "@/lib/words";
import { explainEvent } from "../explain-event";
import { Checks } from "./checks";
import { CameIn, Happened } from "./event-facts";
import { Halves } from "./halves";

type Params = { readonly params: Promise<{ readonly eventId: string }> };

/** The event that the page is about, by its own id or its request's. Somebody else's is not found, like one that never was. */
const findOwnEvent = cache(async (eventId: string) => {
  const developer = await requireDeveloper();
  const event = await findLoginEvent(developer.partnerId, eventId);
  return event ? { developer, event } : notFound();
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { event } = await findOwnEvent((await params).eventId);
  const t = await words("events");
  return { title: t("detail.title", { what: explainEvent(event, await requestLanguage()).what }) };
}

export default async function EventPage({ params }: Params) {
  const { developer, event } = await findOwnEvent((await params).eventId);
  const [t, language, partner] = [await words("events"), await requestLanguage(), await partnerSummary(developer.partnerId)];
  const zone = partner?.timeZone ?? "UTC";
  const told = explainEvent(event, language);
  const command = `curl -i -H "Authorization: Bearer $LATCHKEY_TOKEN" "${environment().publicUrl}/api/authorization/$SERVICES_TOKEN"`;
  return (
    <PanelPage developer={developer} current="/panel/events" trail={[{ href: "/panel/events", label: t("list.title") }]}>
      <PageHeader title={told.what} badge={<OutcomeBadges event={told} />} />
      <div className="space-y-6">
        {told.accepted ? (
          <Alert tone="ok" title={t("detail.acceptedTitle")} />
        ) : (
          <Alert tone="danger" title={t("detail.refusedTitle", { sentence: told.sentence ?? told.reason })}>
            {told.remedy !== null && (
              <p>
                {t("detail.remedy")} {told.remedy}
              </p>
            )}
          </Alert>
        )}
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Happened event={event} zone={zone} partnerId={developer.partnerId} />
          <CameIn event={event} zone={zone} partnerId={developer.partnerId} />
        </div>
        <Checks event={event} />
        {event.protocol === "launch-token" && (
          <>
            <Halves event={event} zone={zone} partnerId={developer.partnerId} />
            <Card aria-labelledby="curl">
              <CardHeader id="curl" title={t("detail.curlTitle")}>
                {t("detail.curl")}{" "}
                {event.appId !== null && <TextLink href={`/panel/apps/${event.appId}/quick-start`}>{t("detail.quickStart")}</TextLink>}
              </CardHeader>
              <CopyText text={command} name={t("detail.curlName")} />
            </Card>
          </>
        )}
      </div>
    </PanelPage>
  );
}
