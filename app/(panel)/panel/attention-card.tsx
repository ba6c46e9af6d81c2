import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { requestLanguage, words } from "@/lib/words";
import { momentInWords } from "@/lib/words/formats";
import { explainLogin } from "./events/explain-event";
import type { Attention } from "./needs-attention";

/** What somebody of the partner should do, each with the way to where it is done. @param zone the partner's */
export async function AttentionCard({ items, zone }: { items: readonly Attention[]; zone: string }) {
  const t = await words("panel");
  return (
    <Card aria-labelledby="attention">
      <CardHeader id="attention" title={t("attention.title")} />
      {items.length === 0 ? (
        <p className="flex items-center gap-2 text-sm text-muted">
          <CircleCheck aria-hidden className="size-5 shrink-0 text-ok" />
          {t("attention.nothing")}
        </p>
      ) : (
        <ul className="space-y-3">
          {items.map((item) => (
            <li key={`${item.kind} ${"id" in item ? item.id : "reason" in item ? item.reason : ""}`}>
              <Item item={item} zone={zone} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

async function Item({ item, zone }: { item: Attention; zone: string }) {
  const [t, language] = [await words("panel"), await requestLanguage()];
  switch (item.kind) {
    case "tokenExposed":
      return (
        <Told
          tone="danger"
          title={t("attention.tokenExposed", { name: item.name })}
          href="/panel/bearer-tokens"
          link={t("attention.toTokens")}
        >
          {t("attention.tokenExposedText")}
        </Told>
      );
    case "signatureShared":
      return <SignatureShared item={item} zone={zone} />;
    case "tokenExpires":
    case "tokenExpired":
    case "issuerKeyEnds":
    case "issuerKeyEnded":
      return <Ending item={item} zone={zone} />;
    case "appSentBack":
      return (
        <Told
          tone="warn"
          title={t("attention.appSentBack", { name: item.name })}
          href={`/panel/apps/${item.id}`}
          link={t("attention.toApp")}
        >
          {item.note}
        </Told>
      );
    case "partnershipRejected":
      return (
        <Told tone="warn" title={t("attention.partnershipRejected")} href="/panel/partnership" link={t("attention.toPartnership")}>
          {item.note}
        </Told>
      );
    case "refusals": {
      const explained = explainLogin(item.reason, language);
      const href = `/panel/events?outcome=refused&kind=login&reason=${item.reason}`;
      return (
        <Told
          tone="warn"
          title={t("attention.refusals", { count: item.count, reason: explained?.sentence ?? item.reason })}
          href={href}
          link={t("attention.toEvents", { count: item.count })}
        >
          {explained && `${t("attention.remedy")} ${explained.remedy}`}
        </Told>
      );
    }
  }
}

async function SignatureShared({ item, zone }: { item: Extract<Attention, { alarmedAt: Date }>; zone: string }) {
  const [t, language] = [await words("panel"), await requestLanguage()];
  return (
    <Told
      tone="danger"
      title={t("attention.signatureShared", { name: item.name })}
      href={`/panel/api-clients/${item.id}`}
      link={t("attention.toApiClient")}
    >
      {t("attention.signatureSharedText", { at: momentInWords(item.alarmedAt, zone, language) })}
    </Told>
  );
}

/** A credential that ends soon or has ended. */
async function Ending({ item, zone }: { item: Extract<Attention, { at: Date }>; zone: string }) {
  const [t, language] = [await words("panel"), await requestLanguage()];
  const ofIssuer = item.kind === "issuerKeyEnds" || item.kind === "issuerKeyEnded";
  return (
    <Told
      tone={item.kind === "issuerKeyEnded" ? "danger" : "warn"}
      title={t(`attention.${item.kind}`, { name: item.name })}
      href={ofIssuer ? `/panel/issuers/${item.id}` : "/panel/bearer-tokens"}
      link={t(ofIssuer ? "attention.toIssuer" : "attention.toTokens")}
    >
      {t(`attention.${item.kind}Text`, { at: momentInWords(item.at, zone, language) })}
    </Told>
  );
}

function Told({
  tone,
  title,
  href,
  link,
  children,
}: {
  tone: "warn" | "danger";
  title: string;
  href: string;
  link: string;
  children: ReactNode;
}) {
  return (
    <Alert tone={tone} title={title}>
      <p className="wrap-anywhere">
        {children} <TextLink href={href}>{link}</TextLink>
      </p>
    </Alert>
  );
}
