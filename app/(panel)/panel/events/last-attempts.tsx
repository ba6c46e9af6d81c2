import { EventList } from "@/components/panel/event-list";
import { Card, CardHeader } from "@/components/ui/card";
import { listLoginEvents } from "@/lib/events/list-login-events";
import { TextLink } from "@/components/ui/text-link";
import { requestLanguage, words } from "@/lib/words";
import { explainEvent } from "./explain-event";

const SHOWN = 8;

/**
 * The last attempts by a credential, and how each of them went.
 * @param zone the partner's @param texts finished: `none` and what to do then are shown when there are no attempts
 */
export async function LastAttempts({
  credentialId,
  partnerId,
  zone,
  texts,
}: {
  credentialId: string;
  partnerId: string;
  zone: string;
  texts: Readonly<Record<"title" | "lead" | "none" | "noneText", string>>;
}) {
  const [language, t, events] = await Promise.all([
    requestLanguage(),
    words("statistics"),
    listLoginEvents({ partnerId, credentialId, limit: SHOWN }),
  ]);
  return (
    <Card aria-labelledby="attempts">
      <CardHeader id="attempts" title={texts.title}>
        {texts.lead}
      </CardHeader>
      {events.length === 0 ? (
        <p className="text-sm">
          {texts.none} <span className="text-muted">{texts.noneText}</span>
        </p>
      ) : (
        <EventList events={events.map((event) => explainEvent(event, language))} zone={zone} />
      )}
      <p className="mt-4 text-sm">
        <TextLink href={`/panel/statistics?subject=${credentialId}`}>{t("card.ofCredential")}</TextLink>
      </p>
    </Card>
  );
}
