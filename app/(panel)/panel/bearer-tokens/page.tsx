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
import { words } from "@/lib/words";
import { generateToken } from "./actions";
import { TokenList } from "./token-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("panel.bearerTokens"))("title") };
}

export default async function BearerTokensPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const [tokens, partner] = await Promise.all([listBearerTokens(developer.partnerId), partnerSummary(developer.partnerId)]);
  const zone = partner?.timeZone ?? "UTC";
  const t = await words("panel.bearerTokens");
  return (
    <PanelPage developer={developer} current="/panel/bearer-tokens">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <Card aria-labelledby="generate">
          <CardHeader id="generate" title={t("generateTitle")}>
            {t.rich("generateLead", { code: () => <Code>Authorization: Bearer lk_live_…</Code> })}
          </CardHeader>
          <ActionForm action={generateToken} submission={newId()} className="max-w-2xl">
            <ShownOnce name="token" label={t("yours")}>
              {t("yoursText")}
            </ShownOnce>
            <TextField name="name" label={t("name")} hint={t("nameHint")} autoComplete="off" />
            <ChoiceField
              type="checkbox"
              name="scopes"
              label={t("scopes")}
              choices={[
                { value: "redeem", label: t("redeem"), hint: t("redeemHint") },
                { value: "pair", label: t("pair"), hint: t("pairHint") },
              ]}
              defaultValues={["redeem"]}
            />
            <TextField name="lastDay" label={t("lastDay")} optional type="date" hint={t("lastDayHint", { zone })} className="max-w-48" />
            <SubmitButton>{t("generate")}</SubmitButton>
          </ActionForm>
        </Card>
        <Card aria-labelledby="tokens">
          <CardHeader id="tokens" title={t("listTitle")} />
          {tokens.length === 0 ? (
            <EmptyState Icon={KeySquare} title={t("none")}>
              {t("noneText")}
            </EmptyState>
          ) : (
            <TokenList tokens={tokens} zone={zone} at={now()} />
          )}
        </Card>
      </div>
    </PanelPage>
  );
}
