import { Circle, CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { EventList } from "@/components/panel/event-list";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { listApps } from "@/lib/apps";
import { listLoginEvents } from "@/lib/events/list-login-events";
import { partnerSummary } from "@/lib/partners";
import { listTestUsers } from "@/lib/people";
import { listBearerTokens } from "@/lib/protocols/launch-token";
import { explainEvent } from "./events/explain-event";
import { requestLanguage } from "@/lib/words";
import { nextSteps, type Step } from "./next-steps";

export const metadata: Metadata = { title: "Panel" };

export default async function PanelHome() {
  const developer = await requireDeveloper();
  const { partnerId } = developer;
  const language = await requestLanguage();
  const [partner, apps, tokens, testUsers, events, redeemed] = await Promise.all([
    partnerSummary(partnerId),
    listApps(partnerId),
    listBearerTokens(partnerId),
    listTestUsers(partnerId),
    listLoginEvents({ partnerId, limit: 5 }),
    listLoginEvents({ partnerId, kind: "login", outcome: "accepted", limit: 1 }),
  ]);
  const steps = nextSteps({
    partnership: partner?.status ?? "none",
    apps,
    tokens: tokens.length,
    testUsers: testUsers.length,
    redeemed: redeemed.length > 0,
  });
  return (
    <PanelPage developer={developer} current="/panel">
      <PageHeader title={developer.partnerName} action={<ButtonLink href="/panel/apps/new">Register an app</ButtonLink>}>
        Bring your users in by login links that work once.
      </PageHeader>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {steps.some((step) => !step.done) && (
          <Card aria-labelledby="steps">
            <CardHeader id="steps" title="What comes next">
              {steps.filter((step) => step.done).length} of {steps.length} done.
            </CardHeader>
            <ol className="space-y-4">
              {steps.map((step) => (
                <StepItem key={step.title} step={step} />
              ))}
            </ol>
          </Card>
        )}
        <Card aria-labelledby="latest">
          <CardHeader id="latest" title="Latest login events">
            Every attempt, accepted or refused. <TextLink href="/panel/events">All events</TextLink>
          </CardHeader>
          {events.length === 0 ? (
            <p className="text-sm text-muted">Nobody has come in yet. A test launch from an app&apos;s page will show up here.</p>
          ) : (
            <EventList events={events.map((event) => explainEvent(event, language))} zone={partner?.timeZone ?? "UTC"} />
          )}
        </Card>
      </div>
    </PanelPage>
  );
}

function StepItem({ step }: { step: Step }) {
  const Icon = step.done ? CircleCheck : Circle;
  return (
    <li className="flex gap-3 text-sm">
      <Icon aria-hidden className={step.done ? "mt-0.5 size-5 shrink-0 text-ok" : "mt-0.5 size-5 shrink-0 text-muted"} />
      <div>
        <p className={step.done ? "text-muted" : "font-semibold"}>
          {step.title}
          {step.done && <span className="sr-only"> (done)</span>}
        </p>
        {!step.done && (
          <p className="text-muted">
            {step.text} <TextLink href={step.href}>{step.link}</TextLink>
          </p>
        )}
      </div>
    </li>
  );
}
