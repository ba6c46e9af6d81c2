import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { OperatorPage } from "@/components/shell/operator-page";
import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { Confirm } from "@/components/ui/confirm";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/accounts/current-account";
import { newId } from "@/lib/id";
import { tokenAudience } from "@/lib/protocols/external-token";
import { launchTokenLife } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";
import { changeAudience, changeLife } from "./actions";
import { KeptEvents } from "./kept-events";
import { PortalLinkSwitch } from "./portal-link-switch";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("operator.settings"))("title") };
}

export default async function OperatorSettingsPage() {
  const operator = await requireOperator();
  const [life, audience, t] = await Promise.all([launchTokenLife(), tokenAudience(), words("operator.settings")]);
  return (
    <OperatorPage operator={operator} current="/operator/settings">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <Card className="max-w-2xl" aria-labelledby="life">
        <CardHeader id="life" title={t("life")}>
          {t("lifeText")}
        </CardHeader>
        <ActionForm action={changeLife} submission={newId()}>
          <TextField
            name="seconds"
            label={t("seconds")}
            hint={t("secondsHint")}
            inputMode="numeric"
            autoComplete="off"
            defaultValue={String(life)}
            className="max-w-32"
          />
          <SubmitButton>{t("change")}</SubmitButton>
        </ActionForm>
      </Card>
      <Card className="mt-6 max-w-2xl" aria-labelledby="audience">
        <CardHeader id="audience" title={t("audience")}>
          {t("audienceText")} <Code>{audience}</Code>
        </CardHeader>
        <Confirm label={t("audienceOther")}>
          <p className="mb-3">{t("audienceWarning")}</p>
          <ActionForm action={changeAudience} submission={newId()}>
            <TextField
              name="audience"
              label={t("audienceField")}
              hint={t("audienceHint")}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              defaultValue={audience}
              className="max-w-md"
            />
            <SubmitButton variant="danger">{t("audienceChange")}</SubmitButton>
          </ActionForm>
        </Confirm>
      </Card>
      <PortalLinkSwitch />
      <KeptEvents />
    </OperatorPage>
  );
}
