import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Alert } from "@/components/ui/alert";
import type { FormAction } from "@/lib/forms/form-state";
import { newId } from "@/lib/id";
import { mailIsSetUp } from "@/lib/mail/outbox";
import type { Realm } from "@/lib/mail/messages";
import { words } from "@/lib/words";

/** Asks somebody who is signed in to confirm the address, and sends the mail again. @param resend the realm's action for that */
export async function ConfirmNotice({
  email,
  realm,
  resend,
  className,
}: {
  email: string;
  realm: Realm;
  resend: FormAction;
  className?: string;
}) {
  const t = await words("accounts.notice");
  if (!mailIsSetUp()) {
    return (
      <Alert tone="info" title={t("title")} className={className}>
        {t("noMail")}
      </Alert>
    );
  }
  return (
    <Alert tone="warn" title={t("title")} className={className}>
      <p className="max-w-prose">{t(realm === "panel" ? "panel" : "portal", { email })}</p>
      <ActionForm action={resend} submission={newId()} className="mt-3 space-y-3">
        <SubmitButton variant="secondary">{t("button")}</SubmitButton>
      </ActionForm>
    </Alert>
  );
}
