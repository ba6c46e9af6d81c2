import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Minute } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { newId } from "@/lib/id";
import { listSessions, type OpenSession } from "@/lib/people";
import { words } from "@/lib/words";
import { endOtherSessions, endSession, signOutEverywhere } from "./actions";
import { browserName } from "./browser-name";

/** Where an end user is signed in. @param currentId the session of this browser */
export async function SessionsCard({ endUserId, currentId }: { endUserId: string; currentId: string }) {
  const [t, sessions] = await Promise.all([words("account.sessions"), listSessions(endUserId)]);
  const here = sessions.filter(({ id }) => id === currentId);
  const others = sessions.filter(({ id }) => id !== currentId);
  return (
    <Card aria-labelledby="sessions">
      <CardHeader id="sessions" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <Table caption={t("title")} columns={[t("columns.browser"), t("columns.since"), t("columns.seen"), t("columns.step")]}>
        {[...here, ...others].map((session) => (
          <SessionRow key={session.id} session={session} isThis={session.id === currentId} />
        ))}
      </Table>
      {others.length > 0 && (
        <div className="mt-5 flex flex-wrap items-start gap-3">
          <ActionForm action={endOtherSessions} submission={newId()}>
            <SubmitButton variant="secondary">{t("endOthers")}</SubmitButton>
          </ActionForm>
          <ActionForm action={signOutEverywhere} submission={newId()}>
            <SubmitButton variant="secondary">{t("endAll")}</SubmitButton>
          </ActionForm>
        </div>
      )}
    </Card>
  );
}

async function SessionRow({ session, isThis }: { session: OpenSession; isThis: boolean }) {
  const t = await words("account.sessions");
  const { browser, system } = browserName(session.userAgent);
  const name = browser === null && system === null ? t("unknownBrowser") : t("browser", named(browser, system, t));
  return (
    <Row>
      <Cell>
        <span className="font-medium">{name}</span> {isThis && <Badge tone="ok">{t("this")}</Badge>}
        {session.throughPartner !== null && <span className="block text-muted">{t("through", { partner: session.throughPartner })}</span>}
      </Cell>
      <Cell label={t("columns.since")}>
        <Minute at={session.createdAt} />
      </Cell>
      <Cell label={t("columns.seen")}>{session.lastSeenAt ? <Minute at={session.lastSeenAt} /> : t("notSeen")}</Cell>
      <Cell label={t("columns.step")}>
        {!isThis && (
          <ActionForm action={endSession} submission={newId()} hidden={{ sessionId: session.id }}>
            <SubmitButton variant="secondary" aria-label={t("endNamed", { browser: name })}>
              {t("end")}
            </SubmitButton>
          </ActionForm>
        )}
      </Cell>
    </Row>
  );
}

type Says = (key: "unknownBrowser" | "unknownSystem") => string;

function named(browser: string | null, system: string | null, t: Says) {
  return { browser: browser ?? t("unknownBrowser"), system: system ?? t("unknownSystem") };
}
