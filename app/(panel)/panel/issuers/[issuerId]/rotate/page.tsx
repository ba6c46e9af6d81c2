import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { ShownOnce } from "@/components/forms/shown-once";
import { SubmitButton } from "@/components/forms/submit-button";
import { UntilShown } from "@/components/forms/until-shown";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import type { IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { OverlapFields } from "../../../overlap-fields";
import { ownIssuerOr404 } from "../find-own-issuer";
import { issuerTrail } from "../issuer-trail";
import { rotate } from "./actions";

type Params = { readonly params: Promise<{ readonly issuerId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { issuer }] = await Promise.all([words("issuers.rotate"), ownIssuerOr404((await params).issuerId)]);
  return { title: t("title", { iss: issuer.iss }) };
}

/** A page of its own: it is the question before the step, and the new key needs a place to stand without JavaScript too. */
export default async function RotateKeyPage({ params }: Params) {
  const [t, { developer, issuer }] = await Promise.all([words("issuers"), ownIssuerOr404((await params).issuerId)]);
  const zone = (await partnerSummary(developer.partnerId))?.timeZone ?? "UTC";
  return (
    <PanelPage developer={developer} current="/panel/issuers" trail={await issuerTrail(issuer)}>
      <PageHeader title={t("rotate.title", { iss: issuer.iss })}>{t("rotate.lead")}</PageHeader>
      <Card className="max-w-2xl">
        <ActionForm action={rotate} submission={newId()} hidden={{ issuerId: issuer.id }}>
          <ShownOnce name="key" label={t("rotate.yours")}>
            {t("rotate.yoursText")}
          </ShownOnce>
          <UntilShown name="key">
            <WeakKeyEnds issuer={issuer} zone={zone} />
            <OverlapFields kind="key" previousUntil={issuer.previousKey?.validUntil} zone={zone} />
            <SubmitButton>{t("rotate.submit")}</SubmitButton>
          </UntilShown>
        </ActionForm>
        <p className="mt-5">
          <ButtonLink variant="secondary" href={`/panel/issuers/${issuer.id}`}>
            {t("rotate.back")}
          </ButtonLink>
        </p>
      </Card>
    </PanelPage>
  );
}

async function WeakKeyEnds({ issuer: { currentKey }, zone }: { issuer: IssuerView; zone: string }) {
  const t = await words("issuers.rotate");
  if (!currentKey?.validUntil) return null;
  const { validUntil } = currentKey;
  return <Alert tone="info">{t.rich("weak", { minute: () => <Minute at={validUntil} zone={zone} /> })}</Alert>;
}
