import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { Fact, Facts } from "@/components/ui/facts";
import { Minute } from "@/components/ui/moment";
import type { PairingView } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";

/** With whom a pairing is, and what became of it. @param zone the partner's */
export async function PairingFacts({ pairing, zone }: { pairing: PairingView; zone: string }) {
  const t = await words("pairings.pairing");
  const { testUser, confirmedAt, endedAt, lastLaunchAt, vhost } = pairing;
  return (
    <Card aria-labelledby="facts">
      <CardHeader id="facts" title={t("facts")} />
      <Facts>
        <Fact name={t("with")}>
          <span className="break-all">{testUser ? t("testUser", { name: testUser.name ?? pairing.email }) : pairing.email}</span>
        </Fact>
        <Fact name={t("psClientId")}>
          <Code>{pairing.psClientId}</Code>
        </Fact>
        <Fact name={t("vhost")}>{vhost === null ? t("noVhost") : <Code>{vhost}</Code>}</Fact>
        <Fact name={t("proposed")}>
          <Minute at={pairing.proposedAt} zone={zone} />
        </Fact>
        <Fact name={t("confirmed")}>{confirmedAt ? <Minute at={confirmedAt} zone={zone} /> : t("notConfirmed")}</Fact>
        {endedAt && (
          <Fact name={t("ended")}>
            <Minute at={endedAt} zone={zone} />
          </Fact>
        )}
        <Fact name={t("lastLaunch")}>{lastLaunchAt ? <Minute at={lastLaunchAt} zone={zone} /> : t("never")}</Fact>
      </Facts>
    </Card>
  );
}
