import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { OperatorPage } from "@/components/shell/operator-page";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/accounts/current-account";
import { newId } from "@/lib/id";
import { launchTokenLife } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";
import { changeLife } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("operator.settings"))("title") };
}

export default async function OperatorSettingsPage() {
  const operator = await requireOperator();
  const [life, t] = await Promise.all([launchTokenLife(), words("operator.settings")]);
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
    </OperatorPage>
  );
}
