import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { ChoiceField } from "@/components/forms/fields";
import { KeepTyped } from "@/components/forms/keep-typed";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { OptionalFields, RedirectField } from "../../issuer-fields";
import { ownIssuerOr404 } from "../find-own-issuer";
import { issuerTrail } from "../issuer-trail";
import { saveSettings } from "./actions";

type Params = { readonly params: Promise<{ readonly issuerId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { issuer }] = await Promise.all([words("issuers.edit"), ownIssuerOr404((await params).issuerId)]);
  return { title: t("title", { iss: issuer.iss }) };
}

export default async function EditIssuerPage({ params }: Params) {
  const [t, { developer, issuer }] = await Promise.all([words("issuers"), ownIssuerOr404((await params).issuerId)]);
  return (
    <PanelPage developer={developer} current="/panel/issuers" trail={await issuerTrail(issuer)}>
      <PageHeader title={t("edit.title", { iss: issuer.iss })}>{t("edit.lead")}</PageHeader>
      <Card className="max-w-2xl">
        <ActionForm action={saveSettings} submission={newId()} hidden={{ issuerId: issuer.id }}>
          <KeepTyped place={`issuer:${issuer.id}:${developer.account.id}`} />
          <RedirectField issuer={issuer} />
          <ChoiceField
            type="checkbox"
            name="tellsFailures"
            label={t("fields.tells")}
            choices={[{ value: "on", label: t("fields.tellsFailures"), hint: t("fields.tellsFailuresHint") }]}
            defaultValues={issuer.tellsFailures ? ["on"] : []}
          />
          <OptionalFields issuer={issuer} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{t("edit.submit")}</SubmitButton>
            <ButtonLink variant="quiet" href={`/panel/issuers/${issuer.id}`}>
              {t("cancel")}
            </ButtonLink>
          </div>
        </ActionForm>
      </Card>
    </PanelPage>
  );
}
