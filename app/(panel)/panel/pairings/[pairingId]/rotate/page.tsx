import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { ShownOnce } from "@/components/forms/shown-once";
import { SubmitButton } from "@/components/forms/submit-button";
import { UntilShown } from "@/components/forms/until-shown";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import { words } from "@/lib/words";
import { OverlapFields } from "../../../overlap-fields";
import { KeyFields } from "../../key-fields";
import { ownPairingOr404 } from "../find-own-pairing";
import { pairingTrail } from "../pairing-trail";
import { rotate } from "./actions";

type Params = { readonly params: Promise<{ readonly pairingId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { pairing }] = await Promise.all([words("pairings.rotate"), ownPairingOr404((await params).pairingId)]);
  return { title: t("title", { psClientId: pairing.psClientId }) };
}

/** A page of its own: it is the question before the step, and the new key needs a place to stand without JavaScript too. */
export default async function RotateKeyPage({ params }: Params) {
  const [t, { developer, pairing }] = await Promise.all([words("pairings"), ownPairingOr404((await params).pairingId)]);
  const zone = (await partnerSummary(developer.partnerId))?.timeZone ?? "UTC";
  return (
    <PanelPage developer={developer} current="/panel/pairings" trail={await pairingTrail(pairing)}>
      <PageHeader title={t("rotate.title", { psClientId: pairing.psClientId })}>{t("rotate.lead")}</PageHeader>
      <Card className="max-w-2xl">
        {pairing.state === "ended" ? (
          <Alert tone="warn">{t("refusals.pairing_ended")}</Alert>
        ) : (
          <ActionForm action={rotate} submission={newId()} hidden={{ pairingId: pairing.id }}>
            <ShownOnce name="key" label={t("rotate.yours")}>
              {t("rotate.yoursText")}
            </ShownOnce>
            <UntilShown name="key">
              <KeyFields />
              <OverlapFields kind="key" previousUntil={pairing.previousKey?.validUntil} zone={zone} />
              <SubmitButton>{t("rotate.submit")}</SubmitButton>
            </UntilShown>
          </ActionForm>
        )}
        <p className="mt-5">
          <ButtonLink variant="secondary" href={`/panel/pairings/${pairing.id}`}>
            {t("rotate.back")}
          </ButtonLink>
        </p>
      </Card>
    </PanelPage>
  );
}
