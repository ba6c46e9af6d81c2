import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/code";
import { Fact, Facts } from "@/components/ui/facts";
import { Day, Minute } from "@/components/ui/moment";
import type { ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { lifeIn } from "../session-life";

/** How an API client's calls are taken. @param zone the partner's */
export async function ClientFacts({ client, zone }: { client: ApiClientView; zone: string }) {
  const t = await words("apiClients.client");
  const life = lifeIn(client.sessionLifeSeconds);
  return (
    <Card aria-labelledby="settings">
      <CardHeader id="settings" title={t("facts")} />
      <Facts>
        <Fact name={t("apiKey")}>
          <CopyText text={client.apiKey} name={t("apiKey")} />
        </Fact>
        <Fact name={t("lastUsed")}>{client.lastUsedAt ? <Minute at={client.lastUsedAt} zone={zone} /> : t("never")}</Fact>
        <Fact name={t("parentOrigins")}>
          <Lines of={client.parentOrigins} none={t("noParentOrigins")} />
        </Fact>
        <Fact name={t("life")}>{t(`lives.${life.unit}`, { count: life.count })}</Fact>
        <Fact name={t("callerAddresses")}>
          <Lines of={client.callerAddresses} none={t("noCallerAddresses")} />
        </Fact>
        <Fact name={t("strict")}>{t(client.strictMode ? "strictOn" : "strictOff")}</Fact>
        <Fact name={t("made")}>
          <Day at={client.createdAt} zone={zone} />
        </Fact>
      </Facts>
    </Card>
  );
}

function Lines({ of, none }: { of: readonly string[]; none: string }) {
  if (of.length === 0) return none;
  return of.map((line) => (
    <span key={line} className="block break-all">
      {line}
    </span>
  ));
}
