import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { Fact, Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { bearerTokenName } from "@/lib/protocols/launch-token";
import { pairingName } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";

/** What came in for a pairing: a call for an access token, or a launch URL. Of neither is anything kept that could be used again. */
export async function PairingCameIn({ event, partnerId }: { event: ListedLoginEvent; partnerId: string }) {
  const t = await words("events.detail");
  const obtaining = event.kind === "launch";
  return (
    <Card aria-labelledby="came-in">
      <CardHeader id="came-in" title={t("cameInTitle")}>
        {t("cameInPairing")}
      </CardHeader>
      <Facts>
        <Fact name={t("request")}>{obtaining ? <Code>GET /api2/PSObtainToken</Code> : <Code>GET /h/…/te/lo.cgi</Code>}</Fact>
        <Fact name={t("pairing")}>{await pairingOf(event, partnerId)}</Fact>
        {obtaining ? (
          <Fact name={t("bearer")}>{await bearerOf(event, partnerId)}</Fact>
        ) : (
          <Fact name={t("signatureKey")}>{t(event.detail?.previousKey ? "previousKey" : "currentKeyOfPairing")}</Fact>
        )}
      </Facts>
    </Card>
  );
}

// Of a call for a token the credential is the bearer token, and the pairing stands in the detail; of a launch URL it is the pairing.
async function pairingOf({ credentialId, detail }: ListedLoginEvent, partnerId: string) {
  const t = await words("events.detail");
  const id = detail?.pairingId ?? credentialId;
  const name = id === null ? null : await pairingName(id, partnerId);
  return name === null ? t("pairingNone") : <TextLink href={`/panel/pairings/${id}`}>{name}</TextLink>;
}

async function bearerOf({ credentialId, detail }: ListedLoginEvent, partnerId: string) {
  const t = await words("events.detail");
  if (credentialId !== null && credentialId === detail?.pairingId) return t("testLaunchUrl");
  const name = credentialId === null ? null : await bearerTokenName(credentialId, partnerId);
  return name === null ? t("bearerNone") : <TextLink href="/panel/bearer-tokens">{t("bearerNamed", { name })}</TextLink>;
}
