import type { Metadata } from "next";
import { OperatorPage } from "@/components/shell/operator-page";
import { Card, CardHeader } from "@/components/ui/card";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import { listAppsForReview } from "@/lib/apps";
import { listPartners } from "@/lib/partners";

export const metadata: Metadata = { title: "Operator" };

export default async function OperatorHome() {
  const operator = await requireOperator();
  const [asking, inReview] = await Promise.all([listPartners({ status: "requested" }), listAppsForReview()]);
  const waiting = asking.length + inReview.length;
  return (
    <OperatorPage operator={operator} current="/operator">
      <PageHeader title="What waits for you">
        {waiting === 0 ? "Nothing. Partnerships and apps that are asked for appear here." : "The longest waiting come first."}
      </PageHeader>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card aria-labelledby="asking">
          <CardHeader id="asking" title={`Partnerships (${asking.length})`}>
            <TextLink href="/operator/partners">All partners</TextLink>
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
          <CardHeader id="review" title={`Apps in review (${inReview.length})`}>
            <TextLink href="/operator/apps">Review apps</TextLink>
          </CardHeader>
          <Queue
            entries={inReview.map((app) => ({
              href: `/operator/apps#app-${app.id}`,
              name: `${app.working?.name ?? app.name}, ${app.partnerName}`,
              since: app.working?.submittedAt ?? null,
            }))}
          />
        </Card>
      </div>
    </OperatorPage>
  );
}

function Queue({ entries }: { entries: readonly { href: string; name: string; since: Date | null }[] }) {
  if (entries.length === 0) return <p className="text-sm text-muted">Nobody waits.</p>;
  return (
    <ul className="space-y-2 text-sm">
      {entries.map((entry) => (
        <li key={entry.href} className="flex flex-wrap justify-between gap-x-4">
          <TextLink href={entry.href}>{entry.name}</TextLink>
          {entry.since && (
            <span className="text-muted">
              since <Day at={entry.since} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
