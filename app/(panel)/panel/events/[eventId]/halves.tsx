import { OutcomeBadges } from "@/components/panel/event-list";
import { Card, CardHeader } from "@/components/ui/card";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import { listEventsOfLoginToken } from "@/lib/events/find-login-event";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { requestLanguage, words } from "@/lib/words";
import { explainEvent } from "../explain-event";

/** The launch and the redemptions that carry the login token of an event. */
export async function Halves({ event, zone, partnerId }: { event: ListedLoginEvent; zone: string; partnerId: string }) {
  const [t, language] = [await words("events"), await requestLanguage()];
  const found = event.loginTokenId === null ? [] : await listEventsOfLoginToken(partnerId, event.loginTokenId);
  const all = event.loginTokenId !== null && found.every(({ id }) => id !== event.id) ? [...found, event] : found;
  return (
    <Card aria-labelledby="halves">
      <CardHeader id="halves" title={t("detail.halvesTitle")}>
        {t("detail.halves")}
      </CardHeader>
      {event.loginTokenId === null && <p className="text-sm text-muted">{t("detail.noHalves")}</p>}
      <ol className="space-y-3 text-sm">
        {all.map((one) => {
          const told = explainEvent(one, language);
          return (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <OutcomeBadges event={told} />
              {one.id === event.id ? (
                <span aria-current="true" className="font-semibold">
                  {told.what} ({t("detail.thisOne")})
                </span>
              ) : (
                <TextLink href={`/panel/events/${one.id}`}>{told.what}</TextLink>
              )}
              <span className="text-muted">
                <Moment at={one.at} zone={zone} />
              </span>
              {told.sentence !== null && <span className="text-muted">{told.sentence}</span>}
            </li>
          );
        })}
      </ol>
      {all.length > 0 && all.every(({ kind }) => kind === "launch") && (
        <p className="mt-3 text-sm text-muted">{t("detail.noRedemption")}</p>
      )}
    </Card>
  );
}
