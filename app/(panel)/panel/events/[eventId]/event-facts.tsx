import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { Fact, Facts } from "@/components/ui/facts";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { isReservedAddress } from "@/lib/core/generated-address";
import { idMadeAtMs } from "@/lib/id";
import { findTestUser } from "@/lib/people";
import { issuerName } from "@/lib/protocols/external-token";
import { bearerTokenName } from "@/lib/protocols/launch-token";
import { portalKeyText } from "@/lib/protocols/portal-link";
import { apiClientName } from "@/lib/protocols/signed-login";
import { requestLanguage, words } from "@/lib/words";
import { momentInWords } from "@/lib/words/formats";

type About = { readonly event: ListedLoginEvent; readonly zone: string; readonly partnerId: string };

/** When, which app, who, and the ids to ask by. */
export async function Happened({ event, zone, partnerId }: About) {
  const t = await words("events");
  return (
    <Card aria-labelledby="happened">
      <CardHeader id="happened" title={t("detail.factsTitle")} />
      <Facts>
        <Fact name={t("detail.at")}>
          <Moment at={event.at} zone={zone} />
        </Fact>
        <Fact name={t("detail.app")}>
          {event.appId === null ? (
            t("detail.noApp")
          ) : (
            <TextLink href={`/panel/apps/${event.appId}`}>{event.appName ?? event.appId}</TextLink>
          )}
        </Fact>
        <Fact name={t("detail.user")}>{await userOf(event, partnerId)}</Fact>
        <Fact name={t("detail.test")}>{event.test ? t("detail.isTest") : t("detail.isReal")}</Fact>
        <Fact name={t("detail.reason")}>
          <Code>{event.reason}</Code>
        </Fact>
        <Fact name={t("detail.requestId")}>
          <span className="mb-2 block font-mono break-all">{event.requestId}</span>
          <CopyButton text={event.requestId} name={t("detail.requestId")} />
        </Fact>
      </Facts>
    </Card>
  );
}

// Of a real user the partner's server learns the address by redeeming, and the panel tells no more than that.
async function userOf({ endUserId, test }: ListedLoginEvent, partnerId: string): Promise<string> {
  const t = await words("events");
  if (endUserId === null) return t("detail.noUser");
  if (!test) return t("detail.realUser");
  const user = await findTestUser(partnerId, endUserId);
  const address = user?.email ?? null;
  const name = user?.name ?? (address === null || isReservedAddress(address) ? null : address);
  return name === null ? t("detail.realUser") : t("detail.testUser", { name });
}

/** The request as far as it is kept: neither token is. */
export async function CameIn({ event, zone, partnerId }: About) {
  const t = await words("events");
  if (event.protocol === "external-token") return <TokenCameIn event={event} partnerId={partnerId} />;
  if (event.protocol === "signed-login") return <CallCameIn event={event} partnerId={partnerId} />;
  if (event.protocol === "portal-link") return <LinkCameIn event={event} partnerId={partnerId} />;
  const launched = event.test ? t("detail.testLaunchRequest") : t("detail.launchRequest");
  return (
    <Card aria-labelledby="came-in">
      <CardHeader id="came-in" title={t("detail.cameInTitle")}>
        {t("detail.cameIn")}
      </CardHeader>
      <Facts>
        <Fact name={t("detail.request")}>{event.kind === "launch" ? launched : <Code>GET /api/authorization/…</Code>}</Fact>
        {event.kind === "login" && (
          <>
            <Fact name={t("detail.bearer")}>{await bearerOf(event, partnerId)}</Fact>
            <Fact name={t("detail.token")}>{await tokenOf(event, zone)}</Fact>
            <Fact name={t("detail.userAgent")}>
              <span className="break-all">{event.detail?.userAgent ?? t("detail.userAgentUnknown")}</span>
            </Fact>
          </>
        )}
      </Facts>
    </Card>
  );
}

// Of a token nothing is kept but what was wrong with it.
async function TokenCameIn({ event, partnerId }: Omit<About, "zone">) {
  const t = await words("events");
  const name = event.credentialId === null ? null : await issuerName(event.credentialId, partnerId);
  const warnings = event.detail?.warnings ?? [];
  return (
    <Card aria-labelledby="came-in">
      <CardHeader id="came-in" title={t("detail.cameInTitle")}>
        {t("detail.cameInToken")}
      </CardHeader>
      <Facts>
        <Fact name={t("detail.request")}>
          <Code>/auth/token</Code>
        </Fact>
        <Fact name={t("detail.issuer")}>{name === null ? t("detail.issuerNone") : <Code>{name}</Code>}</Fact>
        <Fact name={t("detail.key")}>{event.detail?.previousKey ? t("detail.previousKey") : t("detail.currentKey")}</Fact>
        <Fact name={t("detail.warnings")}>{warnings.length === 0 ? t("detail.noWarnings") : <Code>{warnings.join(", ")}</Code>}</Fact>
      </Facts>
    </Card>
  );
}

// Whoever has the headers of a call can make it again while it is fresh: none of them is kept.
async function CallCameIn({ event, partnerId }: Omit<About, "zone">) {
  const t = await words("events");
  const name = event.credentialId === null ? null : await apiClientName(event.credentialId, partnerId);
  const warnings = event.detail?.warnings ?? [];
  return (
    <Card aria-labelledby="came-in">
      <CardHeader id="came-in" title={t("detail.cameInTitle")}>
        {t("detail.cameInCall")}
      </CardHeader>
      <Facts>
        <Fact name={t("detail.request")}>
          <Code>POST /thirdparty/login/v2</Code>
        </Fact>
        <Fact name={t("detail.client")}>
          {event.credentialId === null || name === null ? (
            t("detail.clientNone")
          ) : (
            <TextLink href={`/panel/api-clients/${event.credentialId}`}>{name}</TextLink>
          )}
        </Fact>
        <Fact name={t("detail.secret")}>{event.detail?.previousKey ? t("detail.previousSecret") : t("detail.currentSecret")}</Fact>
        <Fact name={t("detail.warnings")}>
          {warnings.length === 0 && !event.detail?.signatureShared && t("detail.noWarnings")}
          {warnings.length > 0 && <Code>{warnings.join(", ")}</Code>}
          {event.detail?.signatureShared && <p>{t("detail.signatureShared")}</p>}
        </Fact>
      </Facts>
    </Card>
  );
}

// Such a link carries a password: of it the key alone is kept.
async function LinkCameIn({ event, partnerId }: Omit<About, "zone">) {
  const t = await words("events");
  const key = event.credentialId === null ? null : await portalKeyText(event.credentialId, partnerId);
  return (
    <Card aria-labelledby="came-in">
      <CardHeader id="came-in" title={t("detail.cameInTitle")}>
        {t("detail.cameInLink")}
      </CardHeader>
      <Facts>
        <Fact name={t("detail.request")}>
          <Code>/portal</Code>
        </Fact>
        <Fact name={t("detail.portalKey")}>
          {key === null ? t("detail.portalKeyNone") : <TextLink href="/panel/portal-links">{key}</TextLink>}
        </Fact>
      </Facts>
    </Card>
  );
}

async function bearerOf({ credentialId }: ListedLoginEvent, partnerId: string) {
  const t = await words("events");
  const name = credentialId === null ? null : await bearerTokenName(credentialId, partnerId);
  if (name === null) return t("detail.bearerNone");
  return <TextLink href="/panel/bearer-tokens">{t("detail.bearerNamed", { name })}</TextLink>;
}

async function tokenOf({ loginTokenId, detail }: ListedLoginEvent, zone: string): Promise<string> {
  const t = await words("events");
  if (detail?.tokenLength !== undefined) return t("detail.tokenMalformed", { count: detail.tokenLength });
  if (loginTokenId === null) return t("detail.tokenUnknown");
  const mintedAt = new Date(idMadeAtMs(loginTokenId) ?? 0);
  return t("detail.tokenOf", { at: momentInWords(mintedAt, zone, await requestLanguage()) });
}
