import { CodeBlock } from "@/components/panel/code-block";
import { CodeTabs } from "@/components/panel/code-tabs";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/code";
import { TextLink } from "@/components/ui/text-link";
import { environment } from "@/lib/env";
import type { PairingView } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { obtainCommand } from "./obtain-command";
import { snippetIn, snippetLanguageNamed, snippetLanguages } from "./snippets";

/** What a developer needs to launch a pairing. @param language as it stands in the address */
export async function SetUp({ pairing, language }: { pairing: PairingView; language: string | null }) {
  const t = await words("pairings.setUp");
  const chosen = snippetLanguageNamed(language);
  const { publicUrl } = environment();
  const variables = `PLATFORM_URL=${publicUrl}\nAPI_TOKEN=${t("environmentSecret")}\nSIGNATURE_KEY=${t("environmentSecret")}`;
  const command = obtainCommand(publicUrl, pairing.psClientId, t("apiToken"));
  return (
    <Card id="set-up" aria-labelledby="set-up-title" className="space-y-5">
      <CardHeader id="set-up-title" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <div className="space-y-2">
        <h3 className="text-sm font-semibold">{t("obtain")}</h3>
        <CopyText text={command} name={t("obtain")} />
        <p className="text-sm text-muted">
          {t.rich("obtainText", { tokens: (text) => <TextLink href="/panel/bearer-tokens">{text}</TextLink> })}
        </p>
      </div>
      <div className="space-y-2">
        <h3 className="text-sm font-semibold">{t("sign")}</h3>
        <p className="text-sm text-muted">{t("signText")}</p>
        <CodeTabs label={t("languages")} tabs={snippetLanguages} chosen={chosen.key} parameter="language" hash="#set-up" />
        <CodeBlock text={await snippetIn(chosen)} name={t("code", { language: chosen.name })} />
      </div>
      <div className="space-y-2">
        <p className="text-sm font-semibold">{t("environment")}</p>
        <CopyText text={variables} name={t("environment")} />
      </div>
      <p className="text-sm text-muted">
        <TextLink href={`/panel/pairings/${pairing.id}/check`}>{t("then")}</TextLink>: {t("thenWhy")}
      </p>
    </Card>
  );
}
