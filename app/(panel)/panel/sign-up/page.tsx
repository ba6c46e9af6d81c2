import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { linkTo } from "@/components/accounts/link-to";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SignInAfterwards } from "@/components/forms/sign-in-afterwards";
import { SubmitButton } from "@/components/forms/submit-button";
import { EntrancePage } from "@/components/shell/entrance-page";
import { currentPanelSession } from "@/lib/accounts/current-account";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { signUpPartner } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts.panelSignUp"))("title") };
}

export default async function SignUpPage() {
  if (await currentPanelSession()) redirect("/panel");
  const t = await words("accounts");
  const signIn = linkTo("/panel/sign-in");
  return (
    <EntrancePage home="/" title={t("panelSignUp.title")} lead={t("panelSignUp.lead")} below={t.rich("panelSignUp.below", { in: signIn })}>
      <ActionForm action={signUpPartner} submission={newId()}>
        <TextField name="name" label={t("fields.organisation")} hint={t("fields.organisationHint")} autoComplete="organization" />
        <TextField name="email" label={t("fields.yourEmail")} type="email" autoComplete="username" inputMode="email" />
        <TextField
          name="password"
          label={t("fields.password")}
          hint={t("fields.passwordHint")}
          type="password"
          autoComplete="new-password"
        />
        <SubmitButton className="w-full">{t("panelSignUp.button")}</SubmitButton>
        <SignInAfterwards>{t.rich("panelSignUp.goOn", { in: signIn })}</SignInAfterwards>
      </ActionForm>
    </EntrancePage>
  );
}
