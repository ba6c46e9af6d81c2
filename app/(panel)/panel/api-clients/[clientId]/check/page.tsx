import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { TextArea, TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { SignatureTold } from "@/components/panel/signature-told";
import { PanelPage } from "@/components/shell/panel-page";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { clientTrail } from "../client-trail";
import { ownClientOr404 } from "../find-own-client";
import { check } from "./actions";

type Params = { readonly params: Promise<{ readonly clientId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { client }] = await Promise.all([words("apiClients.check"), ownClientOr404((await params).clientId)]);
  return { title: t("title", { name: client.name }) };
}

export default async function CheckSignaturePage({ params }: Params) {
  const [t, events, { developer, client }] = await Promise.all([
    words("apiClients.check"),
    words("events.detail"),
    ownClientOr404((await params).clientId),
  ]);
  const told = {
    signedText: t("signedText"),
    signedTextWhy: t("signedTextWhy"),
    checks: t("checks"),
    checksWhy: t("checksWhy"),
    passed: events("passed"),
    failed: events("failed"),
    notReached: events("notReached"),
  };
  return (
    <PanelPage developer={developer} current="/panel/api-clients" trail={await clientTrail(client)}>
      <PageHeader title={t("title", { name: client.name })}>{t("lead")}</PageHeader>
      <Card className="max-w-3xl">
        <ActionForm action={check} submission={newId()} hidden={{ clientId: client.id }}>
          <TextArea
            name="headers"
            label={t("headers")}
            hint={t("headersHint")}
            optional
            rows={5}
            spellCheck={false}
            placeholder={t("headersExample", { apiKey: client.apiKey })}
          />
          <details className="space-y-5">
            <summary className="w-fit text-sm font-semibold">{t("fields")}</summary>
            <div className="mt-3 space-y-5">
              <TextField name="apiKey" label={t("apiKey")} autoComplete="off" spellCheck={false} optional defaultValue={client.apiKey} />
              <TextField name="timestamp" label={t("timestamp")} autoComplete="off" spellCheck={false} optional />
              <TextField name="signature" label={t("signature")} autoComplete="off" spellCheck={false} optional />
            </div>
          </details>
          <TextArea name="body" label={t("body")} hint={t("bodyHint")} optional rows={3} spellCheck={false} />
          <SubmitButton>{t("submit")}</SubmitButton>
          <SignatureTold words={told} />
        </ActionForm>
      </Card>
    </PanelPage>
  );
}
