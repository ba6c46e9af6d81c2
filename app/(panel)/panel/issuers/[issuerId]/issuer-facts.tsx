import { Card, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Day, Minute } from "@/components/ui/moment";
import type { IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";

/** How an issuer's tokens are taken. @param zone the partner's */
export async function IssuerFacts({ issuer, zone }: { issuer: IssuerView; zone: string }) {
  const t = await words("issuers.issuer");
  return (
    <Card aria-labelledby="settings">
      <CardHeader id="settings" title={t("facts")} />
      <Facts>
        <Fact name={t("lastSignIn")}>{issuer.lastSignInAt ? <Minute at={issuer.lastSignInAt} zone={zone} /> : t("never")}</Fact>
        <Fact name={t("redirectUrl")}>
          <span className="break-all">{issuer.redirectUrl}</span>
          <span className="block text-muted">{t(issuer.tellsFailures ? "told" : "notTold")}</span>
        </Fact>
        <Fact name={t("maxLifetime")}>{t("seconds", { seconds: issuer.maxLifetimeSeconds })}</Fact>
        <Fact name={t("returnHosts")}>
          {issuer.returnHosts.length === 0
            ? t("noReturnHosts")
            : issuer.returnHosts.map((host) => (
                <span key={host} className="block break-all">
                  {host}
                </span>
              ))}
        </Fact>
        <Fact name={t("logoutUrl")}>
          <span className="break-all">{issuer.logoutUrl ?? t("home")}</span>
        </Fact>
        <Fact name={t("made")}>
          <Day at={issuer.createdAt} zone={zone} />
        </Fact>
      </Facts>
    </Card>
  );
}
