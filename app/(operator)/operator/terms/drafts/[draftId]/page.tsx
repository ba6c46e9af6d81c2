import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { OperatorPage } from "@/components/shell/operator-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Markdown } from "@/components/ui/markdown";
import { Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import type { DraftPreview } from "@/lib/terms";
import { words } from "@/lib/words";
import { publish } from "../../actions";
import { previewDraftOr404 } from "../../find-or-404";
import { countryName } from "../../line-name";
import { TextDiff } from "../../text-diff";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("terms.operator.preview"))("title") };
}

type Properties = { readonly params: Promise<{ readonly draftId: string }>; readonly searchParams: PageQuery };

export default async function DraftPage({ params, searchParams }: Properties) {
  const { draftId } = await params;
  const { operator, preview } = await previewDraftOr404(draftId);
  const [t, all] = await Promise.all([words("terms.operator.preview"), words("terms.operator")]);
  const { draft, before } = preview;
  return (
    <OperatorPage operator={operator} current="/operator/terms" trail={[{ href: "/operator/terms", label: all("title") }]}>
      <PageHeader title={t("title")} />
      <div className="max-w-3xl space-y-6">
        {(await queryText(searchParams, "meanwhile")) !== null && (
          <Alert tone="warn" role="status">
            {t("meanwhile")}
          </Alert>
        )}
        <Card aria-labelledby="what">
          <CardHeader id="what" title={t("what")} />
          <WhatItDoes preview={preview} />
          <div className="mt-5 flex flex-wrap items-start gap-3">
            <ActionForm action={publish} submission={newId()} hidden={{ draftId, kind: preview.kind, version: String(preview.version) }}>
              <SubmitButton>{t("publish")}</SubmitButton>
            </ActionForm>
            <ButtonLink variant="secondary" href={`/operator/terms/new?draft=${draftId}`}>
              {t("edit")}
            </ButtonLink>
          </div>
        </Card>
        {before && (
          <Card aria-labelledby="changes">
            <CardHeader id="changes" title={t("changes", { version: before.version })} />
            <TextDiff name={t("changesOf", { title: draft.title })} before={before.markdown} after={draft.markdown} />
          </Card>
        )}
        <Card aria-labelledby="as-read">
          <CardHeader id="as-read" title={t("asRead")} />
          <div lang={draft.language} className="rounded-lg border border-line bg-page p-4">
            <h3 className="mb-3 text-xl font-bold">{draft.title}</h3>
            <Markdown heading={4}>{draft.markdown}</Markdown>
          </div>
        </Card>
      </div>
    </OperatorPage>
  );
}

async function WhatItDoes({ preview }: { preview: DraftPreview }) {
  const t = await words("terms.operator.preview");
  const { draft, kind, version, known, before, asked, mandatory } = preview;
  const facts = { version, slug: draft.slug };
  const makes = kind === "translation" ? "translation" : !known ? "newDocument" : before ? "newVersion" : "firstVersion";
  return (
    <ul className="list-disc space-y-1 pl-5 text-sm">
      <li>
        {t(makes, facts)} {draft.country !== null && `(${await countryName(draft.country)})`}
      </li>
      {kind === "version" && <li>{mandatory ? await Asked({ asked, at: draft.effectiveAt }) : t("notAsked")}</li>}
      {preview.languagesGone.length > 0 && <li>{t("languagesGone", { languages: preview.languagesGone.join(", ") })}</li>}
    </ul>
  );
}

async function Asked({ asked, at }: { asked: number; at: Date | null }) {
  const t = await words("terms.operator.preview");
  return at === null ? t("asked", { count: asked }) : t.rich("askedLater", { count: asked, at: () => <Minute at={at} /> });
}
