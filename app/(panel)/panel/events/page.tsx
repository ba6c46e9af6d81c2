import { Activity, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { EventTable } from "@/components/panel/event-table";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { findLoginEventByRequestId } from "@/lib/events/find-login-event";
import { listLoginEvents } from "@/lib/events/list-login-events";
import type { PageQuery } from "@/lib/forms/query";
import { listApps } from "@/lib/apps";
import { partnerSummary } from "@/lib/partners";
import { requestLanguage, words } from "@/lib/words";
import { type EventFilter, EVENTS_A_PAGE, isFiltered, olderQuery, readEventFilter } from "./event-filter";
import { explainEvent } from "./explain-event";
import { FilterForm } from "./filter-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("events"))("list.title") };
}

export default async function EventsPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const [t, language] = [await words("events"), await requestLanguage()];
  const filter = readEventFilter(await searchParams);
  const [partner, apps] = await Promise.all([partnerSummary(developer.partnerId), listApps(developer.partnerId)]);
  const zone = partner?.timeZone ?? "UTC";
  const events = filter.ok ? await find(developer.partnerId, filter.value) : [];
  const page = events.slice(0, EVENTS_A_PAGE);
  const last = page.at(-1);
  return (
    <PanelPage developer={developer} current="/panel/events">
      <PageHeader title={t("list.title")}>{t("list.lead", { zone })}</PageHeader>
      <Card className="mb-6" aria-label={t("list.filter")}>
        <FilterForm filter={filter.ok ? filter.value : {}} apps={apps.map((app) => [app.id, app.name])} />
      </Card>
      {!filter.ok && (
        <Alert tone="warn" role="alert" title={t("list.malformed")}>
          {t.rich("list.malformedWhy", { all: (text) => <TextLink href="/panel/events">{text}</TextLink> })}
        </Alert>
      )}
      {filter.ok && last === undefined && <NothingThere filtered={isFiltered(filter.value)} />}
      {filter.ok && last !== undefined && (
        <Card aria-label={t("list.title")}>
          <EventTable events={page.map((event) => explainEvent(event, language))} zone={zone} />
          <div className="mt-5 flex flex-wrap gap-3">
            {events.length > EVENTS_A_PAGE && (
              <ButtonLink variant="secondary" href={`/panel/events?${olderQuery(filter.value, last)}`}>
                {t("list.older")}
              </ButtonLink>
            )}
            {filter.value.before && (
              <ButtonLink variant="quiet" href="/panel/events">
                {t("list.newest")}
              </ButtonLink>
            )}
          </div>
        </Card>
      )}
    </PanelPage>
  );
}

async function find(partnerId: string, { outcome, kind, reason, app, request, before }: EventFilter) {
  if (request !== undefined) {
    const event = await findLoginEventByRequestId(partnerId, request);
    return event ? [event] : [];
  }
  // One more than is shown: whether there are older ones.
  return listLoginEvents({
    partnerId,
    limit: EVENTS_A_PAGE + 1,
    ...(outcome ? { outcome } : {}),
    ...(kind ? { kind } : {}),
    ...(reason ? { reason } : {}),
    ...(app ? { appId: app } : {}),
    ...(before ? { before } : {}),
  });
}

async function NothingThere({ filtered }: { filtered: boolean }) {
  const t = await words("events");
  if (filtered) {
    const all = (
      <ButtonLink variant="secondary" href="/panel/events">
        {t("list.showAll")}
      </ButtonLink>
    );
    return (
      <EmptyState Icon={SearchX} title={t("list.noMatch")} action={all}>
        {t("list.noMatchWhy")}
      </EmptyState>
    );
  }
  return (
    <EmptyState Icon={Activity} title={t("list.none")} action={<ButtonLink href="/panel/apps">{t("list.toApps")}</ButtonLink>}>
      {t("list.noneWhy")}
    </EmptyState>
  );
}
