import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { FileField } from "@/components/forms/file-field";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { AppIcon } from "@/components/ui/app-icon";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { type AppView, MOST_ICON_BYTES } from "@/lib/apps";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { appTrail } from "../app-trail";
import { findOwnApp } from "../find-own-app";
import { InReview } from "../in-review";
import { changeIcon, removeIcon } from "./actions";

type Params = { readonly params: Promise<{ readonly appId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { app }] = await Promise.all([words("apps.icon"), findOwnApp((await params).appId)]);
  return { title: t("title", { name: app.name }) };
}

export default async function AppIconPage({ params }: Params) {
  const [t, { developer, app }] = await Promise.all([words("apps.icon"), findOwnApp((await params).appId)]);
  return (
    <PanelPage developer={developer} current="/panel/apps" trail={await appTrail(app)}>
      <PageHeader title={t("title", { name: app.name })}>{t(app.published ? "leadPublished" : "leadDraft")}</PageHeader>
      {app.working?.state === "review" ? <InReview appId={app.id} /> : <IconForms app={app} />}
    </PanelPage>
  );
}

async function IconForms({ app }: { app: AppView }) {
  const [t, ofApps] = await Promise.all([words("apps.icon"), words("apps")]);
  const revision = app.working ?? app.published;
  const icon = revision?.icon ?? null;
  return (
    <Card className="max-w-2xl" aria-labelledby="current">
      <CardHeader id="current" title={t("current")}>
        {icon === null && ofApps("fields.iconNone")}
      </CardHeader>
      <div className="mb-6 flex flex-wrap items-center gap-4">
        <AppIcon icon={icon} name={revision?.name ?? app.name} size="large" />
        {icon !== null && (
          <ActionForm action={removeIcon} submission={newId()} hidden={{ appId: app.id }}>
            <SubmitButton variant="secondary">{t("remove")}</SubmitButton>
          </ActionForm>
        )}
      </div>
      <ActionForm action={changeIcon} submission={newId()} hidden={{ appId: app.id }}>
        <FileField
          name="icon"
          label={t("picture")}
          hint={t("pictureHint")}
          accept="image/png,image/jpeg,image/webp"
          mostBytes={MOST_ICON_BYTES}
          tooLarge={t("refused.icon_too_large")}
        />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{t("submit")}</SubmitButton>
          <ButtonLink variant="quiet" href={`/panel/apps/${app.id}`}>
            {ofApps("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
    </Card>
  );
}
