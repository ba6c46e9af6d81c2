import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
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
import { words } from "@/lib/words";
import { clientTrail } from "../[clientId]/client-trail";
import { ClientFields } from "../client-fields";
import { makeClient } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("apiClients.new"))("title") };
}

export default async function NewApiClientPage() {
  const [t, developer] = await Promise.all([words("apiClients"), requireDeveloper()]);
  return (
    <PanelPage developer={developer} current="/panel/api-clients" trail={await clientTrail()}>
      <PageHeader title={t("new.title")}>{t("new.lead")}</PageHeader>
      <Card className="max-w-2xl">
        <ActionForm action={makeClient} submission={newId()}>
          <ShownOnce name="apiKey" label={t("new.apiKey")}>
            {t("new.apiKeyText")}
          </ShownOnce>
          <ShownOnce name="secret" label={t("new.secret")}>
            {t("new.secretText")}
          </ShownOnce>
          <WayOn name="clientId" path="/panel/api-clients" hash="#set-up" label={t("new.setUp")} />
          <UntilShown name="secret">
            <ClientFields client={null} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton>{t("new.submit")}</SubmitButton>
              <ButtonLink variant="quiet" href="/panel/api-clients">
                {t("cancel")}
              </ButtonLink>
            </div>
          </UntilShown>
        </ActionForm>
      </Card>
    </PanelPage>
  );
}
