import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { TextArea } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { SignatureTold } from "@/components/panel/signature-told";
import { PanelPage } from "@/components/shell/panel-page";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { environment } from "@/lib/env";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { ownPairingOr404 } from "../find-own-pairing";
import { pairingTrail } from "../pairing-trail";
import { check } from "./actions";

type Params = { readonly params: Promise<{ readonly pairingId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { pairing }] = await Promise.all([words("pairings.check"), ownPairingOr404((await params).pairingId)]);
  return { title: t("title", { psClientId: pairing.psClientId }) };
}

export default async function CheckLaunchPage({ params }: Params) {
  const [t, events, { developer, pairing }] = await Promise.all([
    words("pairings.check"),
    words("events.detail"),
    ownPairingOr404((await params).pairingId),
  ]);
  const told = {
    signedText: t("signedText"),
    signedTextWhy: t("signedTextWhy"),
    checks: t("checks"),
    checksWhy: t("checksWhy"),
    passed: events("passed"),
    failed: events("failed"),
    notReached: t("cannotSay"),
  };
  return (
    <PanelPage developer={developer} current="/panel/pairings" trail={await pairingTrail(pairing)}>
      <PageHeader title={t("title", { psClientId: pairing.psClientId })}>{t("lead")}</PageHeader>
      <Card className="max-w-3xl">
        <ActionForm action={check} submission={newId()} hidden={{ pairingId: pairing.id }}>
          <TextArea
            name="pasted"
            label={t("pasted")}
            hint={t("pastedHint")}
            rows={4}
            spellCheck={false}
            placeholder={t("example", { url: environment().publicUrl, vhost: pairing.vhost ?? "…" })}
          />
          <SubmitButton>{t("submit")}</SubmitButton>
          <SignatureTold words={told} />
        </ActionForm>
      </Card>
    </PanelPage>
  );
}
