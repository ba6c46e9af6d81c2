import type { Metadata } from "next";
import { OperatorPage } from "@/components/shell/operator-page";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Markdown } from "@/components/ui/markdown";
import { Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import type { VersionTexts } from "@/lib/terms";
import { words } from "@/lib/words";
import { findVersionOr404 } from "../../find-or-404";
import { lineName } from "../../line-name";
import { TextDiff } from "../../text-diff";

type Properties = { readonly params: Promise<{ readonly versionId: string }> };

export async function generateMetadata({ params }: Properties): Promise<Metadata> {
  return { title: await titleOf((await findVersionOr404((await params).versionId)).found) };
}

export default async function VersionPage({ params }: Properties) {
  const { operator, found } = await findVersionOr404((await params).versionId);
  const [t, states, all] = await Promise.all([words("terms.operator.version"), words("terms.operator.states"), words("terms.operator")]);
  const trail = [
    { href: "/operator/terms", label: all("title") },
    { href: `/operator/terms/${found.documentId}`, label: found.texts[0]?.title ?? "" },
  ];
  return (
    <OperatorPage operator={operator} current="/operator/terms" trail={trail}>
      <PageHeader title={await titleOf(found)} badge={<Badge>{states(found.version.state)}</Badge>} />
      <div className="max-w-3xl space-y-6">
        <Card aria-label={t("begins")}>
          <Facts>
            <Fact name={t("line")}>{await lineName(found.version.country, found.versions)}</Fact>
            <Fact name={t("begins")}>
              <Minute at={found.version.effectiveAt} />
            </Fact>
          </Facts>
        </Card>
        {found.texts.map((text) => (
          <Text key={text.language} text={text} />
        ))}
      </div>
    </OperatorPage>
  );
}

async function titleOf({ version, texts }: VersionTexts): Promise<string> {
  return (await words("terms.operator.version"))("title", { title: texts[0]?.title ?? "", version: version.version });
}

async function Text({ text }: { text: VersionTexts["texts"][number] }) {
  const t = await words("terms.operator.version");
  const { before } = text;
  return (
    <Card aria-labelledby={`text-${text.language}`} className="space-y-5">
      <h2 id={`text-${text.language}`} className="text-lg font-semibold">
        {text.title}
      </h2>
      <Facts>
        <Fact name={t("language")}>{text.language}</Fact>
        <Fact name={t("published")}>
          <Minute at={text.publishedAt} />
        </Fact>
        <Fact name={t("hash")}>
          <span className="font-mono text-xs break-all">{text.sha256}</span>
        </Fact>
      </Facts>
      {before && (
        <div>
          <h3 className="mb-1 font-semibold">{t("changes", { version: before.version })}</h3>
          {before.markdown === text.markdown ? (
            <p className="text-sm text-muted">{t("noChanges", { version: before.version })}</p>
          ) : (
            <TextDiff name={t("changesOf", { language: text.language })} before={before.markdown} after={text.markdown} />
          )}
        </div>
      )}
      <div>
        <h3 className="mb-2 font-semibold">{t("text")}</h3>
        <div lang={text.language} className="rounded-lg border border-line bg-page p-4 text-sm">
          <Markdown heading={4}>{text.markdown}</Markdown>
        </div>
      </div>
    </Card>
  );
}
