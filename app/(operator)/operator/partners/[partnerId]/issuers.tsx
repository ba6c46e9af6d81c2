import { ActionForm } from "@/components/forms/action-form";
import { TextArea } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { EmailDomainBadge } from "@/components/panel/email-domain-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { TextLink } from "@/components/ui/text-link";
import { newId } from "@/lib/id";
import { type EmailDomainView, type IssuerView, listIssuers } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { declineDomain } from "../../email-domains/actions";

/** A partner's issuers for the operator: for the addresses of which domains each may vouch. */
export async function Issuers({ partnerId }: { partnerId: string }) {
  const [t, issuers] = await Promise.all([words("issuers.operator"), listIssuers(partnerId)]);
  return (
    <Card aria-labelledby="issuers" className="lg:col-span-2">
      <CardHeader id="issuers" title={t("issuers")} />
      {issuers.length === 0 ? (
        <p className="text-sm text-muted">{t("noIssuers")}</p>
      ) : (
        <ul className="divide-y divide-line text-sm">
          {issuers.map((issuer) => (
            <li key={issuer.id} className="space-y-2 py-4 first:pt-0 last:pb-0">
              <h3 className="font-semibold">{issuer.iss}</h3>
              {issuer.emailDomains.length === 0 ? (
                <p className="text-muted">{t("noDomains")}</p>
              ) : (
                <ul className="space-y-2">
                  {issuer.emailDomains.map((domain) => (
                    <Domain key={domain.domain} partnerId={partnerId} issuer={issuer} of={domain} />
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

async function Domain({ partnerId, issuer, of: { domain, state } }: { partnerId: string; issuer: IssuerView; of: EmailDomainView }) {
  const t = await words("issuers.operator");
  return (
    <li className="flex flex-wrap items-center gap-3">
      <span className="break-all">{domain}</span>
      <EmailDomainBadge state={state} />
      {state === "waiting" && <TextLink href={`/operator/email-domains#${domain}-${issuer.id}`}>{t("toWaiting")}</TextLink>}
      {state === "approved" && (
        <Confirm label={t("withdraw")}>
          <p className="mb-3 wrap-anywhere">{t("withdrawText", { iss: issuer.iss, domain })}</p>
          <ActionForm action={declineDomain} submission={newId()} hidden={{ issuerId: issuer.id, domain, partnerId }}>
            <TextArea name="note" label={t("note")} hint={t("noteHint")} />
            <SubmitButton variant="danger">{t("withdrawThis")}</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </li>
  );
}
