import { CodeBlock } from "@/components/panel/code-block";
import { Card, CardHeader } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { CopyText } from "@/components/ui/code";
import { TextLink } from "@/components/ui/text-link";
import { environment } from "@/lib/env";
import type { IssuerView } from "@/lib/protocols/external-token";
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
      <nav aria-label={t("languages")}>
        <ul className="flex flex-wrap gap-1 border-b border-line text-sm">
          {snippetLanguages.map(({ key, name }) => (
            <li key={key}>
              <a
                href={`?language=${key}#set-up`}
                aria-current={key === chosen.key ? "page" : undefined}
                className={classNames(
                  "-mb-px inline-flex min-h-10 items-center border-b-2 px-3 no-underline",
                  key === chosen.key ? "border-accent font-semibold text-accent" : "border-transparent text-text hover:bg-sunken",
                )}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p className="text-sm text-muted">{t("codeLead")}</p>
      <CodeBlock text={await snippetIn(chosen)} name={t("code", { language: chosen.name })} />
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
