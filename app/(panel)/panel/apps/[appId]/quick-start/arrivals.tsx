import { LiveAttempts } from "@/components/panel/live-attempts";
import { Card, CardHeader } from "@/components/ui/card";
import { Cell, Row, Table } from "@/components/ui/table";
import type { AppView } from "@/lib/apps";
import { nowMs } from "@/lib/clock";
import { listLoginEvents } from "@/lib/events/list-login-events";
import { partnerSummary } from "@/lib/partners";
import { requestLanguage, words } from "@/lib/words";
import { tellAttempt } from "../live/tell-attempt";

// An old app of a busy partner: to look for its first redemption ever would be to read everything.
const LOOK_BACK_MS = 24 * 3_600_000;

/** What has arrived for an app, and arrives while one looks. */
export async function Arrivals({ app, partnerId }: { app: AppView; partnerId: string }) {
  const [t, language] = [await words("quickStart"), await requestLanguage()];
  const since = Math.max(nowMs() - LOOK_BACK_MS, app.createdAt.getTime());
  const [partner, events] = await Promise.all([
    partnerSummary(partnerId),
    listLoginEvents({ partnerId, appId: app.id, kind: "login", since: new Date(since), limit: 3 }),
  ]);
  const zone = partner?.timeZone ?? "UTC";
  const live = {
    waiting: t("live.waiting"),
    accepted: t("live.accepted"),
    refused: t("live.refused"),
    what: t("live.what"),
    details: t("live.details"),
    connecting: t("live.connecting"),
    listening: t("live.listening"),
    off: t("live.off"),
    signedOut: t("live.signedOut"),
    reload: t("live.reload"),
  };
  return (
    <Card aria-labelledby="live">
      <CardHeader id="live" title={t("live.title")} />
      <LiveAttempts
        url={`/panel/apps/${app.id}/live?since=${nowMs()}`}
        known={events.map((event) => tellAttempt(event, zone, language))}
        words={live}
      />
      <details className="mt-4 text-sm">
        <summary className="font-semibold">{t("live.tableTitle")}</summary>
        <p className="my-3 text-muted">{t("live.nothing")}</p>
        <Table caption={t("live.tableTitle")} columns={[t("live.status"), t("live.meaning"), t("live.remedy")]}>
          {([200, 401, 403, 404, 410, 429, 503] as const).map((status) => (
            <Row key={status}>
              <Cell>{status}</Cell>
              <Cell label={t("live.meaning")}>{t(`live.s${status}`)}</Cell>
              <Cell label={t("live.remedy")}>{t(`live.s${status}Remedy`)}</Cell>
            </Row>
          ))}
        </Table>
      </details>
    </Card>
  );
}
