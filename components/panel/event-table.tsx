import { Code } from "@/components/ui/code";
import { Moment } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requestLanguage, words } from "@/lib/words";
import { momentInWords } from "@/lib/words/formats";
import { OutcomeBadges } from "./event-list";
import type { ToldEvent } from "./told-event";

/** Login events, newest first, each with a link to all that is known of it. @param zone the partner's */
export async function EventTable({ events, zone }: { events: readonly ToldEvent[]; zone: string }) {
  const [t, language] = [await words("events"), await requestLanguage()];
  const columns = [t("list.when"), t("list.what"), t("list.outcome"), t("list.app"), t("list.why"), t("list.request")];
  return (
    <Table caption={t("list.caption")} columns={columns}>
      {events.map((event) => (
        <Row key={event.id}>
          <Cell>
            <Moment at={event.at} zone={zone} />
          </Cell>
          <Cell label={t("list.what")} className="sm:min-w-28">
            {event.what}
          </Cell>
          <Cell label={t("list.outcome")}>
            <OutcomeBadges event={event} />
          </Cell>
          <Cell label={t("list.app")} className="sm:min-w-28">
            {event.appName ?? <span className="text-muted">{t("list.noApp")}</span>}
          </Cell>
          <Cell label={t("list.why")}>
            {event.accepted ? (
              <span className="text-muted">{t("list.nothingToDo")}</span>
            ) : (
              <>
                <Code>{event.reason}</Code> {event.sentence} <span className="text-muted">{event.remedy}</span>
              </>
            )}
          </Cell>
          <Cell label={t("list.request")}>
            <TextLink href={`/panel/events/${event.id}`} aria-label={t("detailsOf", { at: momentInWords(event.at, zone, language) })}>
              {t("details")}
            </TextLink>
            <span className="mt-1 block font-mono text-xs break-all text-muted">{event.requestId}</span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
