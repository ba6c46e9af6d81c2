import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { EntrancePage } from "@/components/shell/entrance-page";
import { Alert } from "@/components/ui/alert";
import type { FormAction } from "@/lib/forms/form-state";
import { newId } from "@/lib/id";
import type { Realm } from "@/lib/mail/messages";
import { words } from "@/lib/words";
import { linkTo } from "./link-to";

/**
 * The page that a reset mail leads to. Opening it, by a mail scanner or ahead of time, uses nothing up (PN-28): sending the form does.
 * @param state of the link; `done`: it has just been used here
 */
export async function ResetPasswordPage({
  realm,
  state,
  token,
  action,
}: {
  realm: Realm;
  state: "open" | "over" | "done";
  token: string;
  action: FormAction;
}) {
  const t = await words("accounts");
  const root = realm === "panel" ? "/panel" : "";
  return (
    <EntrancePage home="/" title={t(realm === "panel" ? "reset.panelTitle" : "reset.title")} lead={t("reset.lead")}>
      {state === "open" && (
        <ActionForm action={action} submission={newId()} hidden={{ token }}>
          <TextField
            name="password"
            label={t("fields.newPassword")}
            hint={t("fields.passwordHint")}
            type="password"
            autoComplete="new-password"
          />
          <SubmitButton className="w-full">{t("reset.button")}</SubmitButton>
        </ActionForm>
      )}
      {state === "over" && (
        <Alert tone="danger" title={t("reset.overTitle")}>
          {t.rich("reset.over", { again: linkTo(`${root}/forgot-password`) })}
        </Alert>
      )}
      {state === "done" && (
        <Alert tone="ok" role="status" title={t("reset.doneTitle")}>
          {t.rich("reset.done", { in: linkTo(`${root}/sign-in`) })}
        </Alert>
      )}
    </EntrancePage>
  );
}
