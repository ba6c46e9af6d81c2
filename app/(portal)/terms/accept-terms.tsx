import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Markdown } from "@/components/ui/markdown";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/id";
import { changedSections, type DueTerms, shownTermsText } from "@/lib/terms";
import { words } from "@/lib/words";
import { accept } from "./actions";

/**
 * The documents that somebody has to accept before they go on.
 * @param next path of ours where they were going @param changed true: something else was published while they read
 */
export async function AcceptTerms({ due, next, changed }: { due: readonly DueTerms[]; next: string | null; changed: boolean }) {
  const t = await words("terms.accept");
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={t("title")}>{t("lead", { count: due.length })}</PageHeader>
      {changed && (
        <Alert tone="warn" role="status" title={t("meanwhileTitle")} className="mb-6">
          {t("meanwhile")}
        </Alert>
      )}
      <div className="space-y-6">
        {due.map((document) => (
          <Document key={document.versionId} document={document} />
        ))}
        <Card aria-label={t("button")} className="space-y-4">
          <p className="text-sm">{t("agree")}</p>
          <ul className="list-disc space-y-1 pl-5 text-sm font-medium">
            {due.map(({ versionId, text }) => (
              <li key={versionId}>{text.title}</li>
            ))}
          </ul>
          <div className="flex flex-wrap items-start gap-3">
            <ActionForm action={accept} submission={newId()} hidden={{ shown: shownTermsText(due), ...(next === null ? {} : { next }) }}>
              <SubmitButton>{t("button")}</SubmitButton>
            </ActionForm>
            <form method="post" action="/sign-out">
              <Button variant="secondary">{t("notNow")}</Button>
            </form>
          </div>
        </Card>
      </div>
    </div>
  );
}

async function Document({ document }: { document: DueTerms }) {
  const t = await words("terms.accept");
  const { versionId, version, text, before } = document;
  return (
    <Card aria-labelledby={`title-${versionId}`}>
      <CardHeader id={`title-${versionId}`} title={text.title}>
        {t("version", { version })}
      </CardHeader>
      {before && <Changes before={before} after={text.markdown} />}
      <div
        role="region"
        aria-label={t("text", { title: text.title })}
        tabIndex={0}
        lang={text.language}
        className="max-h-[28rem] overflow-y-auto rounded-lg border border-line bg-page p-4 text-sm"
      >
        <Markdown heading={3}>{text.markdown}</Markdown>
      </div>
    </Card>
  );
}

async function Changes({ before, after }: { before: { version: number; markdown: string }; after: string }) {
  const t = await words("terms.accept");
  const { added, changed, removed } = changedSections(before.markdown, after);
  const named = (section: string) => ({ section: section === "" ? t("beginning") : section });
  const told = [
    ...added.map((section) => t("sectionAdded", named(section))),
    ...changed.map((section) => t("sectionChanged", named(section))),
    ...removed.map((section) => t("sectionRemoved", named(section))),
  ];
  return (
    <Alert title={t("changed", { version: before.version })} className="mb-4">
      {told.length === 0 ? (
        t("onlyWording")
      ) : (
        <ul className="mt-1 list-disc space-y-0.5 pl-5">
          {told.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
