import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { ShownOnce } from "@/components/forms/shown-once";
import { SubmitButton } from "@/components/forms/submit-button";
import { OpenMade } from "@/components/panel/open-made";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/code";
import { PageHeader } from "@/components/ui/page-header";
import { environment } from "@/lib/env";
import { newId } from "@/lib/id";
import type { PairingDetail } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { ownPairingOr404 } from "../find-own-pairing";
import { obtainCommand } from "../obtain-command";
import { pairingTrail } from "../pairing-trail";
import { makeLaunch, sign } from "./actions";

type Params = { readonly params: Promise<{ readonly pairingId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { pairing }] = await Promise.all([words("pairings.launch"), ownPairingOr404((await params).pairingId)]);
  return { title: t("title", { psClientId: pairing.psClientId }) };
}

export default async function BuildLaunchPage({ params }: Params) {
  const [t, { developer, pairing }] = await Promise.all([words("pairings.launch"), ownPairingOr404((await params).pairingId)]);
  return (
    <PanelPage developer={developer} current="/panel/pairings" trail={await pairingTrail(pairing)}>
      <PageHeader title={t("title", { psClientId: pairing.psClientId })}>{t("lead")}</PageHeader>
      <Builder pairing={pairing} />
    </PanelPage>
  );
}

async function Builder({ pairing }: { pairing: PairingDetail }): Promise<ReactNode> {
  const [t, refusals] = await Promise.all([words("pairings.launch"), words("pairings.refusals")]);
  if (pairing.state === "ended") return <Alert tone="warn">{refusals("pairing_ended")}</Alert>;
  if (pairing.state === "waiting") return <Alert tone="info">{t("notConfirmed")}</Alert>;
  return pairing.testUser ? (
    <ForTestUser pairing={pairing} name={pairing.testUser.name ?? pairing.email} />
  ) : (
    <ForRealUser pairing={pairing} />
  );
}

async function ForTestUser({ pairing, name }: { pairing: PairingDetail; name: string }) {
  const t = await words("pairings.launch");
  return (
    <Card aria-labelledby="build" className="max-w-3xl space-y-5">
      <CardHeader id="build" title={t("testTitle")}>
        {t("testLead")}
      </CardHeader>
      <Alert tone="info">{t("testWho", { name })}</Alert>
      <ActionForm action={makeLaunch} submission={newId()} hidden={{ pairingId: pairing.id }}>
        <SubmitButton>{t("make")}</SubmitButton>
        <ShownOnce name="signedText" label={t("signedText")} />
        <ShownOnce name="url" label={t("url")} />
        <OpenMade name="url" label={t("open")} />
      </ActionForm>
    </Card>
  );
}

async function ForRealUser({ pairing }: { pairing: PairingDetail }) {
  const t = await words("pairings.launch");
  const command = obtainCommand(environment().publicUrl, pairing.psClientId, t("apiToken"));
  return (
    <Card aria-labelledby="build" className="max-w-3xl space-y-5">
      <CardHeader id="build" title={t("realTitle")}>
        {t("realLead")}
      </CardHeader>
      <Alert tone="warn">
        <p className="wrap-anywhere">{t("realWarning", { email: pairing.email })}</p>
      </Alert>
      <div className="space-y-2">
        <h3 className="text-sm font-semibold">{t("obtain")}</h3>
        <CopyText text={command} name={t("obtain")} />
        <p className="text-sm text-muted">{t("obtainText")}</p>
      </div>
      <ActionForm action={sign} submission={newId()} hidden={{ pairingId: pairing.id }}>
        <TextField
          name="accessToken"
          label={t("token")}
          hint={t("tokenHint")}
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
        <SubmitButton>{t("sign")}</SubmitButton>
        <ShownOnce name="signedText" label={t("signedText")} />
        <ShownOnce name="signature" label={t("signature")} />
        <ShownOnce name="url" label={t("url")} />
      </ActionForm>
    </Card>
  );
}
