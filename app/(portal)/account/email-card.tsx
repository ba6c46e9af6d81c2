import { ConfirmNotice } from "@/components/accounts/confirm-notice";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { newId } from "@/lib/id";
import { mailIsSetUp } from "@/lib/mail/outbox";
import { words } from "@/lib/words";
import { resend } from "../confirm-email/actions";
import { changeEmail } from "./actions";

/** The end user's address, whether it is confirmed, and the way to another one. */
export async function EmailCard({ email, verified, hasPassword }: { email: string | null; verified: boolean; hasPassword: boolean }) {
  const t = await words("account.email");
  return (
    <Card aria-labelledby="email" className="space-y-5">
      <CardHeader id="email" title={t("title")} />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium wrap-anywhere">{email ?? t("none")}</span>
        {email !== null && <Badge tone={verified ? "ok" : "warn"}>{t(verified ? "confirmed" : "notConfirmed")}</Badge>}
      </p>
      {verified && <p className="text-sm text-muted">{t("learn")}</p>}
      {!verified && email !== null && <ConfirmNotice realm="people" email={email} resend={resend} />}
      {!mailIsSetUp() && <p className="text-sm text-muted">{t("noMail")}</p>}
      {mailIsSetUp() && email !== null && !hasPassword && <p className="text-sm text-muted">{t("passwordFirst")}</p>}
      {mailIsSetUp() && (email === null || hasPassword) && <ChangeForm first={email === null && !hasPassword} />}
    </Card>
  );
}

// Behind a first press: most people come here for something else.
async function ChangeForm({ first }: { first: boolean }) {
  const [t, fields] = await Promise.all([words("account.email"), words("account.password")]);
  return (
    <details>
      <summary className="inline-flex min-h-10 items-center rounded-lg border border-line-strong bg-surface px-4 py-2 text-sm font-semibold hover:bg-sunken [&::-webkit-details-marker]:hidden">
        {t(first ? "add" : "change")}
      </summary>
      <ActionForm action={changeEmail} submission={newId()} className="mt-4">
        <TextField
          name="newEmail"
          label={t("new")}
          hint={t("newHint")}
          type="email"
          inputMode="email"
          autoComplete="email"
          className="max-w-md"
        />
        {!first && (
          <TextField name="emailPassword" label={fields("present")} type="password" autoComplete="current-password" className="max-w-md" />
        )}
        <SubmitButton variant="secondary">{t("button")}</SubmitButton>
      </ActionForm>
    </details>
  );
}
