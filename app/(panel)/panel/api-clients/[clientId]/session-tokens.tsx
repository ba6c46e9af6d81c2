import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { newId } from "@/lib/id";
import { countSessionTokens, MOST_COUNTED } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { endAll, endOne } from "./session-actions";

/** How many session tokens of an API client are live, and the way to end them. @param partnerId whose client it is */
export async function SessionTokens({ clientId, partnerId }: { clientId: string; partnerId: string }) {
  const [t, count] = await Promise.all([words("apiClients.sessions"), countSessionTokens(clientId, partnerId)]);
  const many = count > MOST_COUNTED;
  return (
    <Card aria-labelledby="session-tokens">
      <CardHeader id="session-tokens" title={t("title")}>
        {many ? t("many", { count: MOST_COUNTED }) : t("lead", { count })}
      </CardHeader>
      {count > 0 && (
        <div className="flex flex-wrap items-start gap-3">
          <Confirm label={t("endAll")}>
            <p className="mb-3">{many ? t("endAllManyText", { count: MOST_COUNTED }) : t("endAllText", { count })}</p>
            <ActionForm action={endAll} submission={newId()} hidden={{ clientId }}>
              <SubmitButton variant="danger">{t("endAllThis")}</SubmitButton>
            </ActionForm>
          </Confirm>
          <Confirm label={t("endOne")}>
            <p className="mb-3">{t("endOneText")}</p>
            <ActionForm action={endOne} submission={newId()} hidden={{ clientId }}>
              <TextField name="externalId" label={t("externalId")} hint={t("externalIdHint")} autoComplete="off" maxLength={255} />
              <SubmitButton variant="danger">{t("endOneThis")}</SubmitButton>
            </ActionForm>
          </Confirm>
        </div>
      )}
    </Card>
  );
}
