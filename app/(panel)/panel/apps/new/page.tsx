import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { newId } from "@/lib/id";
import { AppFields } from "../app-fields";
import { registerApp } from "./actions";

export const metadata: Metadata = { title: "Register an app" };

export default async function NewAppPage() {
  const developer = await requireDeveloper();
  return (
    <PanelPage developer={developer} current="/panel/apps">
      <PageHeader title="Register an app">
        It begins as a draft: nobody but your test users can open it, and you can change everything.
      </PageHeader>
      <Card className="max-w-2xl">
        <ActionForm action={registerApp} submission={newId()}>
          <AppFields revision={null} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>Register the draft</SubmitButton>
            <ButtonLink variant="quiet" href="/panel/apps">
              Cancel
            </ButtonLink>
          </div>
        </ActionForm>
      </Card>
    </PanelPage>
  );
}
