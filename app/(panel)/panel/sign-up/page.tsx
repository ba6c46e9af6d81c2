import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SignInAfterwards } from "@/components/forms/sign-in-afterwards";
import { SubmitButton } from "@/components/forms/submit-button";
import { EntrancePage } from "@/components/shell/entrance-page";
import { TextLink } from "@/components/ui/text-link";
import { currentPanelSession } from "@/lib/accounts/current-account";
import { newId } from "@/lib/id";
import { signUpPartner } from "./actions";

export const metadata: Metadata = { title: "Sign your organisation up" };

export default async function SignUpPage() {
  if (await currentPanelSession()) redirect("/panel");
  return (
    <EntrancePage
      home="/"
      title="Sign your organisation up"
      lead="Register apps and try them at once. You ask for partnership when you want to publish."
      below={
        <>
          Signed up already? <TextLink href="/panel/sign-in">Sign in to the panel</TextLink>.
        </>
      }
    >
      <ActionForm action={signUpPartner} submission={newId()}>
        <TextField name="name" label="Organisation" hint="Your users see this name beside your apps." autoComplete="organization" />
        <TextField name="email" label="Your e-mail" type="email" autoComplete="username" inputMode="email" />
        <TextField name="password" label="Password" hint="At least 8 characters." type="password" autoComplete="new-password" />
        <SubmitButton className="w-full">Sign up</SubmitButton>
        <SignInAfterwards />
      </ActionForm>
    </EntrancePage>
  );
}
