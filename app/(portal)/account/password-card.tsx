import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/card";
import { newId } from "@/lib/id";
import { mailIsSetUp } from "@/lib/mail/outbox";
import { words } from "@/lib/words";
import { choosePassword, sendPasswordLink } from "./actions";

/** Another password, or for whoever was signed in by others alone so far, a first one: by the link that forgotten ones come by. */
export async function PasswordCard({ email, hasPassword }: { email: string | null; hasPassword: boolean }) {
  const t = await words("account.password");
  if (hasPassword) {
    return (
      <Card aria-labelledby="password">
        <CardHeader id="password" title={t("title")}>
          {t("lead")}
        </CardHeader>
        <ActionForm action={choosePassword} submission={newId()}>
          <TextField name="presentPassword" label={t("present")} type="password" autoComplete="current-password" className="max-w-md" />
          <TextField
            name="newPassword"
            label={t("new")}
            hint={t("newHint")}
            type="password"
            autoComplete="new-password"
            className="max-w-md"
          />
          <SubmitButton variant="secondary">{t("button")}</SubmitButton>
        </ActionForm>
      </Card>
    );
  }
  return (
    <Card aria-labelledby="password">
      <CardHeader id="password" title={t("title")}>
        {t(email === null ? "noneNoEmail" : mailIsSetUp() ? "none" : "noneNoMail")}
      </CardHeader>
      {email !== null && mailIsSetUp() && (
        <ActionForm action={sendPasswordLink} submission={newId()}>
          <SubmitButton variant="secondary">{t("sendLink")}</SubmitButton>
        </ActionForm>
      )}
    </Card>
  );
}
