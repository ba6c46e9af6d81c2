import { EventList } from "@/components/panel/event-list";
import { Card, CardHeader } from "@/components/ui/card";
import { listLoginEvents } from "@/lib/events/list-login-events";
import type { IssuerView } from "@/lib/protocols/external-token";
import { requestLanguage, words } from "@/lib/words";
import { explainEvent } from "../../events/explain-event";

const SHOWN = 8;

/** The last tokens that named an issuer, and how each of them went. @param zone the partner's */
export async function Attempts({ issuer, partnerId, zone }: { issuer: IssuerView; partnerId: string; zone: string }) {
  const [t, language, events] = await Promise.all([
    words("issuers.attempts"),
    requestLanguage(),
    listLoginEvents({ partnerId, credentialId: issuer.id, limit: SHOWN }),
  ]);
  return (
    <Card aria-labelledby="attempts">
      <CardHeader id="attempts" title={t("title")}>
        {t("lead")}
      </CardHeader>
      {events.length === 0 ? (
        <p className="text-sm">
          {t("none")} <span className="text-muted">{t("noneText")}</span>
        </p>
      ) : (
        <EventList events={events.map((event) => explainEvent(event, language))} zone={zone} />
      )}
    </Card>
  );
}
