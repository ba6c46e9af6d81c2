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
import { AppFields } from "../../app-fields";
import { findOwnApp } from "../find-own-app";
import { InReview } from "../in-review";
import { appTrail } from "../app-trail";
import { saveDraft } from "./actions";

type Params = { readonly params: Promise<{ readonly appId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { app }] = await Promise.all([words("apps.edit"), findOwnApp((await params).appId)]);
  return { title: t("title", { name: app.name }) };
}

export default async function EditAppPage({ params }: Params) {
  const [t, { developer, app }] = await Promise.all([words("apps"), findOwnApp((await params).appId)]);
  const revision = app.working ?? app.published;
  return (
    <PanelPage developer={developer} current="/panel/apps" trail={await appTrail(app)}>
      <PageHeader title={t("edit.title", { name: app.name })}>{t(app.published ? "edit.leadPublished" : "edit.leadDraft")}</PageHeader>
      {app.working?.state === "review" ? (
        <InReview appId={app.id} />
      ) : (
        <Card className="max-w-2xl">
          <ActionForm action={saveDraft} submission={newId()} hidden={{ appId: app.id, basedOn: revision?.version ?? "" }}>
            <KeepTyped place={`app:${app.id}:${developer.account.id}`} />
            <AppFields revision={revision} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton>{t("edit.submit")}</SubmitButton>
              <ButtonLink variant="quiet" href={`/panel/apps/${app.id}`}>
                {t("cancel")}
              </ButtonLink>
            </div>
          </ActionForm>
        </Card>
      )}
    </PanelPage>
  );
}
