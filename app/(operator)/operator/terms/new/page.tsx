import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { ChoiceField, TextArea, TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { OperatorPage } from "@/components/shell/operator-page";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/accounts/current-account";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { findDocument, findDraft, type TermsInput } from "@/lib/terms";
import { requestLanguage, words } from "@/lib/words";
import { look } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("terms.operator.form"))("title") };
}

export default async function NewTextPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const [draftId, documentId] = [await queryText(searchParams, "draft"), await queryText(searchParams, "document")];
  const draft = draftId === null ? null : await findDraft(draftId);
  const document = documentId === null ? null : await findDocument(documentId);
  const [t, all] = await Promise.all([words("terms.operator.form"), words("terms.operator")]);
  return (
    <OperatorPage operator={operator} current="/operator/terms" trail={[{ href: "/operator/terms", label: all("title") }]}>
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <Card className="max-w-3xl" aria-label={t("title")}>
        <ActionForm action={look} submission={newId()} hidden={{ draftId: draft && draftId !== null ? draftId : "" }}>
          <TextFields begin={draft ?? document ?? {}} />
          <SubmitButton>{t("look")}</SubmitButton>
        </ActionForm>
      </Card>
    </OperatorPage>
  );
}

/** @param begin what stands in the fields at first: a draft, or what is known of its document */
async function TextFields({ begin }: { begin: Partial<TermsInput> }) {
  const [t, language] = await Promise.all([words("terms.operator.form"), requestLanguage()]);
  const choices = (["mandatory", "optional"] as const).map((value) => ({ value, label: t(value), hint: t(`${value}Hint`) }));
  const short = { autoComplete: "off", className: "max-w-32" };
  return (
    <>
      <TextField
        name="slug"
        label={t("document")}
        hint={t("documentHint")}
        autoComplete="off"
        spellCheck={false}
        defaultValue={begin.slug}
      />
      <TextField name="title" label={t("textTitle")} hint={t("titleHint")} autoComplete="off" defaultValue={begin.title} />
      <TextField name="language" label={t("language")} hint={t("languageHint")} defaultValue={begin.language ?? language} {...short} />
      <TextField name="country" label={t("country")} hint={t("countryHint")} optional defaultValue={begin.country ?? ""} {...short} />
      <TextArea name="markdown" label={t("markdown")} hint={t("markdownHint")} rows={16} defaultValue={begin.markdown} />
      <TextField
        name="effectiveAt"
        label={t("effective")}
        hint={t("effectiveHint")}
        optional
        type="datetime-local"
        defaultValue={begin.effectiveAt?.toISOString().slice(0, 16)}
        className="max-w-64"
      />
      <ChoiceField
        name="mandatory"
        type="radio"
        label={t("must")}
        hint={t("mustHint")}
        choices={choices}
        defaultValues={[(begin.mandatory ?? true) ? "mandatory" : "optional"]}
      />
    </>
  );
}
