import { Activity, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { EventList } from "@/components/panel/event-list";
import { controlLook } from "@/components/forms/field-frame";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { findLoginEventByRequestId, listLoginEvents } from "@/lib/events/list-login-events";
import type { PageQuery } from "@/lib/forms/query";
import { listApps } from "@/lib/apps";
import { partnerSummary } from "@/lib/partners";
import { type EventFilter, EVENTS_A_PAGE, isFiltered, olderQuery, readEventFilter } from "./event-filter";
import { eventReasons, explainEvent } from "./explain-event";

export const metadata: Metadata = { title: "Login events" };

export default async function EventsPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const filter = readEventFilter(await searchParams);
  const [partner, apps] = await Promise.all([partnerSummary(developer.partnerId), listApps(developer.partnerId)]);
  const zone = partner?.timeZone ?? "UTC";
  const events = filter.ok ? await find(developer.partnerId, filter.value) : [];
  const page = events.slice(0, EVENTS_A_PAGE);
  const last = page.at(-1);
  return (
    <PanelPage developer={developer} current="/panel/events">
      <PageHeader title="Login events">Every attempt, accepted or refused, with the reason and what to do. Times are in {zone}.</PageHeader>
      <Card className="mb-6" aria-label="Filter">
        <FilterForm filter={filter.ok ? filter.value : {}} apps={apps.map((app) => [app.id, app.name])} />
      </Card>
      {!filter.ok && (
        <Alert tone="warn" role="alert" title="This filter cannot be read">
          The address of this page holds something that is no filter of this list. <TextLink href="/panel/events">Show all events</TextLink>
        </Alert>
      )}
      {filter.ok && last === undefined && <NothingThere filtered={isFiltered(filter.value)} />}
      {filter.ok && last !== undefined && (
        <Card aria-label="Events">
          <EventList events={page.map(explainEvent)} zone={zone} />
          <div className="mt-5 flex flex-wrap gap-3">
            {events.length > EVENTS_A_PAGE && (
              <ButtonLink variant="secondary" href={`/panel/events?${olderQuery(filter.value, last)}`}>
                Older events
              </ButtonLink>
            )}
            {filter.value.before && (
              <ButtonLink variant="quiet" href="/panel/events">
                Newest events
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

function FilterForm({ filter, apps }: { filter: EventFilter; apps: readonly (readonly [id: string, name: string])[] }) {
  return (
    <form method="get" action="/panel/events" className="grid grid-cols-2 items-end gap-4 lg:grid-cols-[1fr_1fr_1fr_1fr_1.5fr_auto]">
      <Choice name="app" label="App" value={filter.app} choices={apps} />
      <Choice
        name="outcome"
        label="Outcome"
        value={filter.outcome}
        choices={[
          ["accepted", "Accepted"],
          ["refused", "Refused"],
        ]}
      />
      <Choice
        name="kind"
        label="What"
        value={filter.kind}
        choices={[
          ["launch", "Open in the catalogue"],
          ["login", "Login at your server"],
        ]}
      />
      <Choice name="reason" label="Reason" value={filter.reason} choices={eventReasons.map((reason) => [reason, reason])} />
      <label className="block text-sm font-semibold max-lg:col-span-2">
        Request id
        <input
          name="request"
          defaultValue={filter.request}
          spellCheck={false}
          autoComplete="off"
          className={`${controlLook} mt-1.5 font-normal`}
        />
      </label>
      <Button variant="secondary" className="max-lg:col-span-2">
        Show
      </Button>
    </form>
  );
}

function Choice({
  name,
  label,
  value,
  choices,
}: {
  name: string;
  label: string;
  value: string | undefined;
  choices: readonly (readonly [string, string])[];
}) {
  return (
    <label className="block text-sm font-semibold">
      {label}
      <select name={name} defaultValue={value ?? ""} className={`${controlLook} mt-1.5 font-normal`}>
        <option value="">All</option>
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function NothingThere({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState
        Icon={SearchX}
        title="No event matches"
        action={
          <ButtonLink variant="secondary" href="/panel/events">
            Show all events
          </ButtonLink>
        }
      >
        A request id is found among your own events alone. Attempts without a bearer token of yours cannot be told to be yours.
      </EmptyState>
    );
  }
  return (
    <EmptyState Icon={Activity} title="Nobody has come in yet" action={<ButtonLink href="/panel/apps">To your apps</ButtonLink>}>
      Launch an app as a test user, then let your server redeem the token: both halves of the login appear here, or the reason why not.
    </EmptyState>
  );
}
