import { CodeBlock } from "@/components/panel/code-block";
import { CodeTabs } from "@/components/panel/code-tabs";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/code";
import { TextLink } from "@/components/ui/text-link";
import { environment } from "@/lib/env";
import { type IssuerView, tokenAudience } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { snippetIn, snippetLanguageNamed, snippetLanguages } from "./snippets";

/** What a developer needs to make tokens of an issuer. @param language as it stands in the address */
export async function SetUp({ issuer, language }: { issuer: IssuerView; language: string | null }) {
  const t = await words("issuers.setUp");
  const chosen = snippetLanguageNamed(language);
  const { publicUrl } = environment();
  const variables = `PLATFORM_URL=${publicUrl}\nISSUER=${issuer.iss}\nISSUER_KEY=${t("environmentKey")}`;
  return (
    <Card id="set-up" aria-labelledby="set-up-title" className="space-y-5">
      <CardHeader id="set-up-title" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <CopyText text={`${publicUrl}/auth/token?external-auth-token=…`} name={t("address")} />
      <CodeTabs label={t("languages")} tabs={snippetLanguages} chosen={chosen.key} parameter="language" hash="#set-up" />
      <p className="text-sm text-muted">{t("codeLead")}</p>
      <CodeBlock text={await snippetIn(chosen, await tokenAudience())} name={t("code", { language: chosen.name })} />
      <div className="space-y-2">
        <p className="text-sm font-semibold">{t("environment")}</p>
        <CopyText text={variables} name={t("environment")} />
      </div>
      <p className="text-sm text-muted">
        <TextLink href={`/panel/issuers/${issuer.id}/workbench`}>{t("then")}</TextLink>: {t("thenWhy")}
      </p>
    </Card>
  );
}
