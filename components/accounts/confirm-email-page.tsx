import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { EntrancePage } from "@/components/shell/entrance-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import type { FormAction } from "@/lib/forms/form-state";
import { newId } from "@/lib/id";
import type { Realm } from "@/lib/mail/messages";
import type { OneTimeLink } from "@/lib/mail/one-time-links";
import { words } from "@/lib/words";
import { ConfirmNotice } from "./confirm-notice";

/** Who looks at the page, what it was opened by, and what can be done. */
export type ConfirmEmailProps = {
  readonly realm: Realm;
  readonly home: string;
  readonly who: { readonly id: string; readonly email: string; readonly verified: boolean };
  /** as it stood in the address, and what it is; null when it is over or never was one */
  readonly token: string;
  readonly link: OneTimeLink | null;
  readonly confirm: FormAction;
  readonly resend: FormAction;
};

/** The page that a confirmation mail leads to. Opening it changes nothing, since mail scanners open links too: the button does. */
export async function ConfirmEmailPage(props: ConfirmEmailProps) {
  const t = await words("accounts.confirm");
  const { who, home } = props;
  return (
    <EntrancePage home={home} title={t("title")} lead={t("lead", { email: who.email })}>
      <ConfirmEmailContent {...props} />
    </EntrancePage>
  );
}

async function ConfirmEmailContent({ realm, home, who, token, link, confirm, resend }: ConfirmEmailProps) {
  const t = await words("accounts.confirm");
  if (link && link.ownerId !== who.id) {
    return (
      <Alert tone="warn" title={t("foreignTitle")}>
        {t("foreign")}
      </Alert>
    );
  }
  if (link) {
    return (
      <ActionForm action={confirm} submission={newId()} hidden={{ token }}>
        <p>{t("ask", { email: link.email })}</p>
        <SubmitButton className="w-full">{t("button")}</SubmitButton>
      </ActionForm>
    );
  }
  if (who.verified) {
    return (
      <div className="space-y-5">
        <Alert tone="ok" role="status" title={t("doneTitle")}>
          {t(realm === "panel" ? "panelDone" : "done", { email: who.email })}
        </Alert>
        <ButtonLink href={home} className="w-full">
          {t("goOn")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className="space-y-5">
      {token !== "" && (
        <Alert tone="danger" title={t("overTitle")}>
          {t("over")}
        </Alert>
      )}
      <ConfirmNotice email={who.email} realm={realm} resend={resend} />
    </div>
  );
}
