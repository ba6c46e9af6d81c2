import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { ShownOnce } from "@/components/forms/shown-once";
import { SubmitButton } from "@/components/forms/submit-button";
import { UntilShown } from "@/components/forms/until-shown";
import { PanelPage } from "@/components/shell/panel-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import { words } from "@/lib/words";
import { OverlapFields } from "../../../overlap-fields";
import { clientTrail } from "../client-trail";
import { ownClientOr404 } from "../find-own-client";
import { rotate } from "./actions";

type Params = { readonly params: Promise<{ readonly clientId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { client }] = await Promise.all([words("apiClients.rotate"), ownClientOr404((await params).clientId)]);
  return { title: t("title", { name: client.name }) };
}

/** A page of its own: it is the question before the step, and the new secret needs a place to stand without JavaScript too. */
export default async function RotateSecretPage({ params }: Params) {
  const [t, { developer, client }] = await Promise.all([words("apiClients.rotate"), ownClientOr404((await params).clientId)]);
  const zone = (await partnerSummary(developer.partnerId))?.timeZone ?? "UTC";
  return (
    <PanelPage developer={developer} current="/panel/api-clients" trail={await clientTrail(client)}>
      <PageHeader title={t("title", { name: client.name })}>{t("lead")}</PageHeader>
      <Card className="max-w-2xl">
        <ActionForm action={rotate} submission={newId()} hidden={{ clientId: client.id }}>
          <ShownOnce name="secret" label={t("yours")}>
            {t("yoursText")}
          </ShownOnce>
          <UntilShown name="secret">
            <OverlapFields kind="secret" previousUntil={client.previousSecret?.validUntil} zone={zone} />
            <SubmitButton>{t("submit")}</SubmitButton>
          </UntilShown>
        </ActionForm>
        <p className="mt-5">
          <ButtonLink variant="secondary" href={`/panel/api-clients/${client.id}`}>
            {t("back")}
          </ButtonLink>
        </p>
      </Card>
    </PanelPage>
  );
}
