import { CodeBlock } from "@/components/panel/code-block";
import { CodeTabs } from "@/components/panel/code-tabs";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/code";
import { TextLink } from "@/components/ui/text-link";
import { environment } from "@/lib/env";
import type { ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { frameSnippet, snippetIn, snippetLanguageNamed, snippetLanguages } from "./snippets";

/** What a developer needs to sign users in by a client. @param language as it stands in the address */
export async function SetUp({ client, language }: { client: ApiClientView; language: string | null }) {
  const t = await words("apiClients.setUp");
  const chosen = snippetLanguageNamed(language);
  const { publicUrl } = environment();
  const variables = `LATCHKEY_URL=${publicUrl}\nAPI_KEY=${client.apiKey}\nAPI_SECRET=${t("environmentSecret")}`;
  return (
    <Card id="set-up" aria-labelledby="set-up-title" className="space-y-5">
      <CardHeader id="set-up-title" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <CopyText text={`POST ${publicUrl}/thirdparty/login/v2`} name={t("address")} />
      <CodeTabs label={t("languages")} tabs={snippetLanguages} chosen={chosen.key} parameter="language" hash="#set-up" />
      <p className="text-sm text-muted">{t("codeLead")}</p>
      <CodeBlock text={await snippetIn(chosen)} name={t("code", { language: chosen.name })} />
      <div className="space-y-2">
        <p className="text-sm font-semibold">{t("environment")}</p>
        <CopyText text={variables} name={t("environment")} />
      </div>
      <div className="space-y-2">
        <h3 className="text-sm font-semibold">{t("frame")}</h3>
        <p className="text-sm text-muted">{t(client.parentOrigins.length === 0 ? "frameNoOrigins" : "frameLead")}</p>
        <CodeBlock text={await frameSnippet(publicUrl)} name={t("frame")} />
        <p className="text-sm text-muted">{t("webviews")}</p>
      </div>
      <p className="text-sm text-muted">
        <TextLink href={`/panel/api-clients/${client.id}/check`}>{t("then")}</TextLink>: {t("thenWhy")}
      </p>
    </Card>
  );
}
