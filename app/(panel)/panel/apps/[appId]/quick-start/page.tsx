import type { Metadata } from "next";
import { CodeBlock } from "@/components/panel/code-block";
import { CodeTabs } from "@/components/panel/code-tabs";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/code";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/accounts/panel-policy";
import type { AppView } from "@/lib/apps";
import { environment } from "@/lib/env";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { words } from "@/lib/words";
import { findOwnApp } from "../find-own-app";
import { Arrivals } from "./arrivals";
import { type Framework, frameworkNamed, frameworks, snippetFor } from "./snippets";
import { TestToken } from "./test-token";

type Params = { readonly params: Promise<{ readonly appId: string }>; readonly searchParams: PageQuery };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { app } = await findOwnApp((await params).appId);
  return { title: (await words("quickStart"))("title", { app: app.name }) };
}

export default async function QuickStartPage({ params, searchParams }: Params) {
  const { developer, app } = await findOwnApp((await params).appId);
  const t = await words("quickStart");
  const framework = frameworkNamed(await queryText(searchParams, "framework"));
  const trail = [
    { href: "/panel/apps", label: t("apps") },
    { href: `/panel/apps/${app.id}`, label: app.name },
  ];
  return (
    <PanelPage developer={developer} current="/panel/apps" trail={trail}>
      <PageHeader title={t("title", { app: app.name })}>{t("lead")}</PageHeader>
      <div className="space-y-6">
        <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
          <TestToken app={app} partnerId={developer.partnerId} allowed={mayDo(developer.role, "app.test")} />
          <Arrivals app={app} partnerId={developer.partnerId} />
        </div>
        <Handler app={app} framework={framework} />
      </div>
    </PanelPage>
  );
}

async function Handler({ app, framework }: { app: AppView; framework: Framework }) {
  const t = await words("quickStart");
  const serviceUrl = (app.working ?? app.published)?.serviceUrl ?? "";
  const code = await snippetFor(framework, { platformUrl: environment().publicUrl, serviceUrl });
  return (
    <Card aria-labelledby="code" className="space-y-5">
      <CardHeader id="code" title={t("code.title")}>
        <span className="wrap-anywhere">{t("code.lead", { url: serviceUrl })}</span>
      </CardHeader>
      <CodeTabs label={t("code.frameworks")} tabs={frameworks} chosen={framework.key} parameter="framework" hash="#code" />
      <CodeBlock text={code} name={t("code.name", { framework: framework.name })} />
      <div className="space-y-2">
        <p className="text-sm font-semibold">{t("code.environment")}</p>
        <CopyText text="LATCHKEY_TOKEN=lk_live_…" name={t("code.environment")} />
      </div>
      <p className="text-sm text-muted">{t("code.whole")}</p>
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <ButtonLink href={`/panel/apps/${app.id}#test`}>{t("code.testLaunch")}</ButtonLink>
        <span className="min-w-0 text-muted">
          {t("code.next")}. {t("code.nextWhy")}
        </span>
      </div>
    </Card>
  );
}
