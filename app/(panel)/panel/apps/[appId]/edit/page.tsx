import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/id";
import { AppFields } from "../../app-fields";
import { findOwnApp } from "../find-own-app";
import { saveDraft } from "./actions";

type Params = { readonly params: Promise<{ readonly appId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { app } = await findOwnApp((await params).appId);
  return { title: `Edit ${app.name}` };
}

export default async function EditAppPage({ params }: Params) {
  const { developer, app } = await findOwnApp((await params).appId);
  const inReview = app.working?.state === "review";
  return (
    <PanelPage developer={developer} current="/panel/apps">
      <PageHeader title={`Edit ${app.name}`}>
        {app.published
          ? "Your changes are a draft: users keep the published app until the draft is approved."
          : "Nobody but your test users sees the draft."}
      </PageHeader>
      {inReview ? (
        <Alert tone="info" title="The app is in review">
          <p>Withdraw it first, then change it.</p>
          <ButtonLink variant="secondary" href={`/panel/apps/${app.id}`} className="mt-3">
            Back to the app
          </ButtonLink>
        </Alert>
      ) : (
        <Card className="max-w-2xl">
          <ActionForm action={saveDraft} submission={newId()} hidden={{ appId: app.id }}>
            <AppFields revision={app.working ?? app.published} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton>Save the draft</SubmitButton>
              <ButtonLink variant="quiet" href={`/panel/apps/${app.id}`}>
                Cancel
              </ButtonLink>
            </div>
          </ActionForm>
        </Card>
      )}
    </PanelPage>
  );
}
