import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { PortalPage } from "@/components/shell/portal-page";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { hasChosenPassword } from "@/lib/people";
import { endUserSignInPath } from "@/lib/people/end-user-action";
import { currentSession } from "@/lib/people/session-cookie";
import { words } from "@/lib/words";
import { saveName } from "./actions";
import { EmailCard } from "./email-card";
import { LinksCard } from "./links-card";
import { PasswordCard } from "./password-card";
import { ProposalsCard } from "./proposals-card";
import { SessionsCard } from "./sessions-card";
import { TermsCard } from "./terms-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("account"))("title") };
}

export default async function AccountPage({ searchParams }: { searchParams: PageQuery }) {
  const session = await currentSession();
  if (!session) redirect(endUserSignInPath("/account"));
  const who = session.endUser;
  const [t, hasPassword] = await Promise.all([words("account"), hasChosenPassword(who.id)]);
  return (
    <PortalPage who={who} current="/account">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <WhatWasDone query={searchParams} />
      <div className="max-w-3xl space-y-6">
        <ProposalsCard endUserId={who.id} />
        <Card aria-labelledby="profile">
          <CardHeader id="profile" title={t("profile.title")} />
          <ActionForm action={saveName} submission={newId()}>
            <TextField
              name="name"
              label={t("profile.name")}
              hint={t("profile.nameHint")}
              optional
              autoComplete="name"
              defaultValue={who.name ?? ""}
              className="max-w-md"
            />
            <SubmitButton variant="secondary">{t("profile.save")}</SubmitButton>
          </ActionForm>
        </Card>
        <EmailCard email={who.email} verified={who.verified} hasPassword={hasPassword} />
        <PasswordCard email={who.email} hasPassword={hasPassword} />
        <LinksCard who={who} hasPassword={hasPassword} />
        <SessionsCard endUserId={who.id} currentId={session.id} />
        <TermsCard endUserId={who.id} />
      </div>
    </PortalPage>
  );
}
