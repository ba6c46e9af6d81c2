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
import { changeLife } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function OperatorSettingsPage() {
  const operator = await requireOperator();
  const life = await launchTokenLife();
  return (
    <OperatorPage operator={operator} current="/operator/settings">
      <PageHeader title="Settings">For the whole platform.</PageHeader>
      <Card className="max-w-2xl" aria-labelledby="life">
        <CardHeader id="life" title="Life of a login token">
          How long the one-time token that Open makes can be redeemed. Short is safer; too short fails on slow connections.
        </CardHeader>
        <ActionForm action={changeLife} submission={newId()}>
          <TextField
            name="seconds"
            label="Seconds"
            hint="From 30 to 900."
            inputMode="numeric"
            autoComplete="off"
            defaultValue={String(life)}
            className="max-w-32"
          />
          <SubmitButton>Change the life</SubmitButton>
        </ActionForm>
      </Card>
    </OperatorPage>
  );
}
