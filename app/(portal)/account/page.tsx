import { LayoutGrid } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ConfirmNotice } from "@/components/accounts/confirm-notice";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PortalPage } from "@/components/shell/portal-page";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, Facts } from "@/components/ui/facts";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { newId } from "@/lib/id";
import { endUserSignInPath } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { type AccessEntry, listAccess } from "@/lib/purchases";
import { resend } from "../confirm-email/actions";
import { signOut } from "./actions";

export const metadata: Metadata = { title: "Account" };

const states = {
  current: ["Yours to open", "ok"],
  ended: ["Over", "neutral"],
  revoked: ["Taken back", "neutral"],
  refunded: ["Refunded", "neutral"],
} as const;

export default async function AccountPage() {
  const who = await currentEndUser();
  if (!who) redirect(endUserSignInPath("/account"));
  const apps = await listAccess(who.id);
  return (
    <PortalPage who={who} current="/account">
      <PageHeader title="Account" />
      <div className="space-y-6">
        <Card aria-labelledby="you">
          <CardHeader id="you" title="You" />
          <Facts>
            <Fact name="Name">{who.name ?? "Not given"}</Fact>
            <Fact name="E-mail">
              {who.email ?? "None"}{" "}
              {who.email !== null && <Badge tone={who.verified ? "ok" : "warn"}>{who.verified ? "Confirmed" : "Not confirmed"}</Badge>}
            </Fact>
          </Facts>
          {!who.verified && who.email !== null && <ConfirmNotice className="mt-5" realm="people" email={who.email} resend={resend} />}
          <ActionForm action={signOut} submission={newId()} className="mt-6">
            <SubmitButton variant="secondary">Sign out</SubmitButton>
          </ActionForm>
        </Card>
        <Card aria-labelledby="apps">
          <CardHeader id="apps" title="Your apps" />
          {apps.length === 0 ? (
            <EmptyState Icon={LayoutGrid} title="No app yet" action={<ButtonLink href="/services">Look at the apps</ButtonLink>}>
              What you get out of the catalogue is listed here.
            </EmptyState>
          ) : (
            <Table caption="Your apps" columns={["App", "By", "Access", "Since", "Until"]}>
              {apps.map((entry) => (
                <AppRow key={entry.appId} entry={entry} />
              ))}
            </Table>
          )}
        </Card>
      </div>
    </PortalPage>
  );
}

function AppRow({ entry }: { entry: AccessEntry }) {
  const [word, tone] = states[entry.state];
  return (
    <Row>
      <Cell>{entry.available ? <TextLink href={`/services/${entry.slug}`}>{entry.name}</TextLink> : entry.name}</Cell>
      <Cell label="By">{entry.partnerName}</Cell>
      <Cell label="Access">
        <Badge tone={tone}>{word}</Badge> {!entry.available && <span className="text-muted">not available at the moment</span>}
      </Cell>
      <Cell label="Since">
        <Day at={entry.since} />
      </Cell>
      <Cell label="Until">{entry.until ? <Day at={entry.until} /> : "Open-ended"}</Cell>
    </Row>
  );
}
