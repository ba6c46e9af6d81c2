import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { KeepTyped } from "@/components/forms/keep-typed";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { appTrail } from "../[appId]/app-trail";
import { AppFields } from "../app-fields";
import { registerApp } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("apps.new"))("title") };
}

export default async function NewAppPage() {
  const [t, developer] = await Promise.all([words("apps"), requireDeveloper()]);
  return (
    <PanelPage developer={developer} current="/panel/apps" trail={await appTrail()}>
      <PageHeader title={t("new.title")}>{t("new.lead")}</PageHeader>
      <Card className="max-w-2xl">
        <ActionForm action={registerApp} submission={newId()}>
          <KeepTyped place={`app:new:${developer.account.id}`} />
          <AppFields revision={null} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{t("new.submit")}</SubmitButton>
            <ButtonLink variant="quiet" href="/panel/apps">
              {t("cancel")}
            </ButtonLink>
          </div>
        </ActionForm>
      </Card>
    </PanelPage>
  );
}
