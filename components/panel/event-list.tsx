import { Badge } from "@/components/ui/badge";
import { Code } from "@/components/ui/code";
import { Moment } from "@/components/ui/moment";

/** A login event as the panel tells it. */
export type ToldEvent = {
  readonly id: string;
  readonly at: Date;
  readonly what: string;
  readonly accepted: boolean;
  readonly test: boolean;
  readonly appName: string | null;
  readonly reason: string;
  /** why it was refused, and what to do; null when it was accepted */
  readonly sentence: string | null;
  readonly remedy: string | null;
  readonly requestId: string;
};

/** Login events, newest first. @param zone the partner's */
export function EventList({ events, zone }: { events: readonly ToldEvent[]; zone: string }) {
  return (
    <ul className="divide-y divide-line">
      {events.map((event) => (
        <li key={event.id} className="space-y-1.5 py-4 text-sm first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone={event.accepted ? "ok" : "danger"}>{event.accepted ? "Accepted" : "Refused"}</Badge>
            {event.test && <Badge>Test</Badge>}
            <span className="font-semibold">{event.what}</span>
            {event.appName !== null && <span className="min-w-0">{event.appName}</span>}
            <span className="text-muted">
              <Moment at={event.at} zone={zone} />
            </span>
          </div>
          {event.sentence !== null && (
            <p>
              {event.sentence} <span className="text-muted">{event.remedy}</span>
            </p>
          )}
          <p className="text-xs text-muted">
            {!event.accepted && (
              <>
                Reason <Code>{event.reason}</Code>,{" "}
              </>
            )}
            request <span className="font-mono break-all">{event.requestId}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
