import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { ChoiceField, TextArea, TextField } from "@/components/forms/fields";
import { SharedKeyField } from "@/components/forms/shared-key-field";
import { ShownOnce } from "@/components/forms/shown-once";
import { SubmitButton } from "@/components/forms/submit-button";
import { UntilShown } from "@/components/forms/until-shown";
import { WayOn } from "@/components/forms/way-on";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { newId } from "@/lib/id";
import { suggestIssuerName } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { issuerTrail } from "../[issuerId]/issuer-trail";
import { OptionalFields, RedirectField } from "../issuer-fields";
import { makeIssuer } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("issuers.new"))("title") };
}

export default async function NewIssuerPage() {
  const [t, developer] = await Promise.all([words("issuers"), requireDeveloper()]);
  const suggestion = await suggestIssuerName(developer.partnerName);
  return (
    <PanelPage developer={developer} current="/panel/issuers" trail={await issuerTrail()}>
      <PageHeader title={t("new.title")}>{t("new.lead")}</PageHeader>
      <Card className="max-w-2xl">
        <ActionForm action={makeIssuer} submission={newId()}>
          <ShownOnce name="key" label={t("new.yours")}>
            {t("new.yoursText")}
          </ShownOnce>
          <WayOn name="issuerId" path="/panel/issuers" hash="#set-up" label={t("new.setUp")} />
          <UntilShown name="key">
            <TextField
              name="iss"
              label={t("fields.iss")}
              hint={t("fields.issHint")}
              autoComplete="off"
              spellCheck={false}
              defaultValue={suggestion}
            />
            <RedirectField issuer={null} />
            <KeyFields />
            <OptionalFields issuer={null} />
            <TextArea
              name="emailDomains"
              label={t("fields.emailDomains")}
              hint={t("fields.emailDomainsHint")}
              optional
              rows={2}
              spellCheck={false}
            />
            <div className="flex flex-wrap gap-3">
              <SubmitButton>{t("new.submit")}</SubmitButton>
              <ButtonLink variant="quiet" href="/panel/issuers">
                {t("cancel")}
              </ButtonLink>
            </div>
          </UntilShown>
        </ActionForm>
      </Card>
    </PanelPage>
  );
}

async function KeyFields() {
  const t = await words("issuers.fields");
  return (
    <div className="group space-y-5">
      <ChoiceField
        type="radio"
        name="keyFrom"
        label={t("key")}
        choices={[
          { value: "generate", label: t("generate"), hint: t("generateHint") },
          { value: "import", label: t("import"), hint: t("importHint") },
        ]}
        defaultValues={["generate"]}
      />
      <div className="hidden group-has-[[value=import]:checked]:block">
        <SharedKeyField label={t("importedKey")} hint={t("importedKeyHint")} />
      </div>
    </div>
  );
}
