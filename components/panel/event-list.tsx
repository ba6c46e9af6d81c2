import { Badge } from "@/components/ui/badge";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import { words } from "@/lib/words";
import type { ToldEvent } from "./told-event";

/** A few login events in little room, newest first. @param zone the partner's */
export async function EventList({ events, zone }: { events: readonly ToldEvent[]; zone: string }) {
  const t = await words("events");
  return (
    <ul className="divide-y divide-line">
      {events.map((event) => (
        <li key={event.id} className="space-y-1.5 py-4 text-sm first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <OutcomeBadges event={event} />
            <TextLink href={`/panel/events/${event.id}`}>{event.what}</TextLink>
            {event.appName !== null && <span className="min-w-0 wrap-anywhere">{event.appName}</span>}
            <span className="text-muted">
              <Moment at={event.at} zone={zone} />
            </span>
          </div>
          {event.sentence !== null && <p>{event.sentence}</p>}
          {event.remedy !== null && (
            <p className="text-muted">
              {t("detail.remedy")} {event.remedy}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** How an attempt ended, and whether it was a test. */
export async function OutcomeBadges({ event }: { event: Pick<ToldEvent, "accepted" | "test"> }) {
  const t = await words("events");
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={event.accepted ? "ok" : "danger"}>{event.accepted ? t("accepted") : t("refused")}</Badge>
      {event.test && <Badge>{t("test")}</Badge>}
    </span>
  );
}
