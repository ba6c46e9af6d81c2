import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { EmailDomainBadge } from "@/components/panel/email-domain-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Day } from "@/components/ui/moment";
import { newId } from "@/lib/id";
import type { EmailDomainView, IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { addDomain, removeDomain } from "./actions";

/** The e-mail domains of an issuer, and where each stands with the operator. @param zone the partner's */
export async function EmailDomains({ issuer, zone }: { issuer: IssuerView; zone: string }) {
  const t = await words("issuers.domains");
  return (
    <Card aria-labelledby="domains">
      <CardHeader id="domains" title={t("title")}>
        {t("lead")}
      </CardHeader>
      {issuer.emailDomains.length === 0 ? (
        <p className="text-sm">{t("none")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {issuer.emailDomains.map((domain) => (
            <Domain key={domain.domain} issuerId={issuer.id} of={domain} zone={zone} />
          ))}
        </ul>
      )}
      <ActionForm action={addDomain} submission={newId()} hidden={{ issuerId: issuer.id }} className="mt-5 border-t border-line pt-5">
        <TextField name="domain" label={t("add")} hint={t("addHint")} autoComplete="off" spellCheck={false} />
        <SubmitButton variant="secondary">{t("addThis")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}

async function Domain({ issuerId, of, zone }: { issuerId: string; of: EmailDomainView; zone: string }) {
  const t = await words("issuers.domains");
  const { domain, state, since, note } = of;
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 py-3 text-sm first:pt-0">
      <div className="min-w-0 space-y-1">
        <p className="font-semibold break-all">{domain}</p>
        <p>
          <EmailDomainBadge state={state} />{" "}
          <span className="text-muted">{t.rich("since", { day: () => <Day at={since} zone={zone} /> })}</span>
        </p>
        {note !== null && (
          <p className="whitespace-pre-line wrap-anywhere">
            {t("declinedNote", { note })} <span className="text-muted">{t("askAgain")}</span>
          </p>
        )}
      </div>
      <Confirm label={t("remove")}>
        <p className="mb-3 wrap-anywhere">{t("removeText", { domain })}</p>
        <ActionForm action={removeDomain} submission={newId()} hidden={{ issuerId, removed: domain }}>
          <SubmitButton variant="danger">{t("removeThis")}</SubmitButton>
        </ActionForm>
      </Confirm>
    </li>
  );
}
