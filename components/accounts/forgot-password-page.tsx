import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { EntrancePage } from "@/components/shell/entrance-page";
import { Alert } from "@/components/ui/alert";
import type { FormAction } from "@/lib/forms/form-state";
import { newId } from "@/lib/id";
import type { Realm } from "@/lib/mail/messages";
import { mailIsSetUp } from "@/lib/mail/outbox";
import { words } from "@/lib/words";
import { linkTo } from "./link-to";

/** Where somebody without the password asks for a link. What it answers is the same for everybody (PN-26). */
export async function ForgotPasswordPage({ realm, action }: { realm: Realm; action: FormAction }) {
  const t = await words("accounts");
  const signIn = linkTo(realm === "panel" ? "/panel/sign-in" : "/sign-in");
  return (
    <EntrancePage
      home="/"
      title={t(realm === "panel" ? "forgot.panelTitle" : "forgot.title")}
      lead={t("forgot.lead")}
      below={t.rich("forgot.below", { in: signIn })}
    >
      {mailIsSetUp() ? (
        <ActionForm action={action} submission={newId()}>
          <TextField name="email" label={t("fields.email")} type="email" inputMode="email" autoComplete="username" />
          <SubmitButton className="w-full">{t("forgot.button")}</SubmitButton>
        </ActionForm>
      ) : (
        <Alert tone="info">{t("forgot.noMail")}</Alert>
      )}
    </EntrancePage>
  );
}
