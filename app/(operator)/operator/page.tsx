import type { Metadata } from "next";
import { StatisticsCard } from "@/app/statistics/statistics-card";
import { ofPlatform } from "@/app/statistics/whose-statistics";
import { OperatorPage } from "@/components/shell/operator-page";
import { Card, CardHeader } from "@/components/ui/card";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import { now } from "@/lib/clock";
import { listAppsForReview } from "@/lib/apps";
import { listAskingPartners } from "@/lib/partners";
import { listWaitingDomains, type WaitingDomain } from "@/lib/protocols/external-token";
import { listUnpaid } from "@/lib/payoffs";
import { listAllPurchases } from "@/lib/purchases";
import { requestLanguage, words } from "@/lib/words";
import { monthInWords } from "@/lib/words/formats";
import { monthsToClose } from "./payoffs/months-to-close";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("operator.home"))("title") };
}

export default async function OperatorHome() {
  const operator = await requireOperator();
  const [asking, inReview, domains, unpaid, due, t] = await Promise.all([
    listAskingPartners(),
    listAppsForReview(),
    listWaitingDomains(),
    listAllPurchases({ state: "pending" }, null),
    duePayoffs(),
    words("operator.home"),
  ]);
  const waiting = asking.length + inReview.length + domains.length + unpaid.entries.length + due.length;
  return (
    <OperatorPage operator={operator} current="/operator">
      <PageHeader title={t("heading")}>{waiting === 0 ? t("nothing") : t("order")}</PageHeader>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card aria-labelledby="asking">
          <CardHeader id="asking" title={t("partnerships", { count: asking.length })}>
            <TextLink href="/operator/partners">{t("allPartners")}</TextLink>
          </CardHeader>
          <Queue
            entries={asking.map((partner) => ({
              href: `/operator/partners/${partner.id}`,
              name: partner.name,
              since: partner.partnershipRequestedAt,
            }))}
          />
        </Card>
        <Card aria-labelledby="review">
          <CardHeader id="review" title={t("appsInReview", { count: inReview.length })}>
            <TextLink href="/operator/apps">{t("reviewApps")}</TextLink>
          </CardHeader>
          <Queue
            entries={inReview.map((app) => ({
              href: `/operator/apps#app-${app.id}`,
              name: t("appOf", { app: app.working?.name ?? app.name, partner: app.partnerName }),
              since: app.working?.submittedAt ?? null,
            }))}
          />
        </Card>
        <Domains waiting={domains} />
        <Payments {...unpaid} />
        <Payoffs due={due} />
        <div className="lg:col-span-2">
          <LastDays />
        </div>
      </div>
    </OperatorPage>
  );
}

async function Payoffs({ due }: { due: Awaited<ReturnType<typeof duePayoffs>> }) {
  const t = await words("operator.home");
  return (
    <Card aria-labelledby="payoffs">
      <CardHeader id="payoffs" title={t("payoffs", { count: due.length })}>
        <TextLink href="/operator/payoffs">{t("allPayoffs")}</TextLink>
      </CardHeader>
      <Queue entries={due} />
    </Card>
  );
}

async function Payments({ entries, next }: Awaited<ReturnType<typeof listAllPurchases>>) {
  const t = await words("operator.home");
  return (
    <Card aria-labelledby="unpaid">
      <CardHeader id="unpaid" title={t("payments", { count: `${entries.length}${next === null ? "" : "+"}` })}>
        <TextLink href="/operator/purchases">{t("allPurchases")}</TextLink>
      </CardHeader>
      <Queue
        entries={entries.map((purchase) => ({
          href: `/operator/purchases#purchase-${purchase.id}`,
          name: t("purchaseOf", { app: purchase.appName, user: purchase.email ?? purchase.endUserId }),
          since: purchase.createdAt,
        }))}
      />
    </Card>
  );
}

async function LastDays() {
  const t = await words("statistics.operator");
  return (
    <StatisticsCard whose={ofPlatform()} query={{}}>
      {t.rich("cardLead", { all: (text) => <TextLink href="/operator/statistics">{text}</TextLink> })}
    </StatisticsCard>
  );
}

/** Months that can be closed, and those that are closed and not paid. */
async function duePayoffs() {
  const [t, language, next, closed] = [await words("operator.home"), await requestLanguage(), await monthsToClose(), await listUnpaid()];
  const entry = (key: "monthToClose" | "monthToPay", partnerId: string, name: string, month: string, since: Date) => ({
    href: `/operator/payoffs/${partnerId}/${month}`,
    name: t(key, { partner: name, month: monthInWords(month, language) }),
    since,
  });
  return [
    ...next
      .filter(({ from }) => from <= now())
      .map(({ partnerId, name, month, from }) => entry("monthToClose", partnerId, name, month, from)),
    ...closed.map(({ partnerId, name, month, closedAt }) => entry("monthToPay", partnerId, name, month, closedAt)),
  ];
}

async function Domains({ waiting }: { waiting: readonly WaitingDomain[] }) {
  const t = await words("operator.home");
  return (
    <Card aria-labelledby="domains">
      <CardHeader id="domains" title={t("emailDomains", { count: waiting.length })}>
        <TextLink href="/operator/email-domains">{t("decideDomains")}</TextLink>
      </CardHeader>
      <Queue
        entries={waiting.map(({ issuerId, domain, partnerName, since }) => ({
          href: `/operator/email-domains#${domain}-${issuerId}`,
          name: t("domainOf", { domain, partner: partnerName }),
          since,
        }))}
      />
    </Card>
  );
}

async function Queue({ entries }: { entries: readonly { href: string; name: string; since: Date | null }[] }) {
  const t = await words("operator.home");
  if (entries.length === 0) return <p className="text-sm text-muted">{t("nobody")}</p>;
  return (
    <ul className="space-y-2 text-sm">
      {entries.map((entry) => (
        <li key={entry.href} className="flex flex-wrap justify-between gap-x-4">
          <TextLink href={entry.href}>{entry.name}</TextLink>
          {entry.since && <Since at={entry.since} />}
        </li>
      ))}
    </ul>
  );
}

async function Since({ at }: { at: Date }) {
  const t = await words("operator.home");
  return <span className="text-muted">{t.rich("since", { day: () => <Day at={at} /> })}</span>;
}
