import { KeySquare } from "lucide-react";
import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { ChoiceField, TextField } from "@/components/forms/fields";
import { ShownOnce } from "@/components/forms/shown-once";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { now } from "@/lib/clock";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import { listBearerTokens } from "@/lib/protocols/launch-token";
import { generateToken } from "./actions";
import { TokenList } from "./token-list";

export const metadata: Metadata = { title: "Bearer tokens" };

export default async function BearerTokensPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const [tokens, partner] = await Promise.all([listBearerTokens(developer.partnerId), partnerSummary(developer.partnerId)]);
  const zone = partner?.timeZone ?? "UTC";
  return (
    <PanelPage developer={developer} current="/panel/bearer-tokens">
      <PageHeader title="Bearer tokens">
        By these your servers show who they are. Each server its own: then you can revoke one without stopping the others.
      </PageHeader>
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <Card aria-labelledby="generate">
          <CardHeader id="generate" title="Generate a bearer token">
            Your server sends it as <Code>Authorization: Bearer lk_live_…</Code> and keeps it like a password.
          </CardHeader>
          <ActionForm action={generateToken} submission={newId()} className="max-w-2xl">
            <ShownOnce name="token" label="Your bearer token">
              Put it into your server&apos;s configuration. We keep no copy; whoever has it can redeem your users&apos; logins.
            </ShownOnce>
            <TextField name="name" label="Name" hint="Where it will be used, such as “Shop, production”." autoComplete="off" />
            <ChoiceField
              type="checkbox"
              name="scopes"
              label="What it may do"
              choices={[
                { value: "redeem", label: "Redeem login tokens", hint: "Find out who has just opened your app." },
                { value: "pair", label: "Pair accounts", hint: "For logins by paired accounts." },
              ]}
              defaultValues={["redeem"]}
            />
            <TextField
              name="lastDay"
              label="Last day"
              optional
              type="date"
              hint={`It works until this day ends in ${zone}. Empty: until you revoke it.`}
              className="max-w-48"
            />
            <SubmitButton>Generate the token</SubmitButton>
          </ActionForm>
        </Card>
        <Card aria-labelledby="tokens">
          <CardHeader id="tokens" title="Your tokens" />
          {tokens.length === 0 ? (
            <EmptyState Icon={KeySquare} title="No bearer token yet">
              Without one, nobody can redeem a login token of your apps.
            </EmptyState>
          ) : (
            <TokenList tokens={tokens} zone={zone} at={now()} />
          )}
        </Card>
      </div>
    </PanelPage>
  );
}
