import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { KeepTyped } from "@/components/forms/keep-typed";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { ClientFields } from "../../client-fields";
import { clientTrail } from "../client-trail";
import { ownClientOr404 } from "../find-own-client";
import { saveSettings } from "./actions";

type Params = { readonly params: Promise<{ readonly clientId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { client }] = await Promise.all([words("apiClients.edit"), ownClientOr404((await params).clientId)]);
  return { title: t("title", { name: client.name }) };
}

export default async function EditApiClientPage({ params }: Params) {
  const [t, { developer, client }] = await Promise.all([words("apiClients"), ownClientOr404((await params).clientId)]);
  return (
    <PanelPage developer={developer} current="/panel/api-clients" trail={await clientTrail(client)}>
      <PageHeader title={t("edit.title", { name: client.name })}>{t("edit.lead")}</PageHeader>
      <Card className="max-w-2xl">
        <ActionForm action={saveSettings} submission={newId()} hidden={{ clientId: client.id }}>
          <KeepTyped place={`api-client:${client.id}:${developer.account.id}`} />
          <ClientFields client={client} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{t("edit.submit")}</SubmitButton>
            <ButtonLink variant="quiet" href={`/panel/api-clients/${client.id}`}>
              {t("cancel")}
            </ButtonLink>
          </div>
        </ActionForm>
      </Card>
    </PanelPage>
  );
}
