import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Minute, Moment } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { newId } from "@/lib/id";
import type { ApiClientSecretView, ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { endPrevious } from "./actions";

/** The secrets of an API client: which is in use, until when each is good, and when each was last signed with. @param zone the partner's */
export async function Secrets({ client, zone }: { client: ApiClientView; zone: string }) {
  const t = await words("apiClients.secrets");
  const { currentSecret, previousSecret } = client;
  return (
    <Card aria-labelledby="secrets">
      <CardHeader id="secrets" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <Table caption={t("title")} columns={[t("secret"), t("made"), t("goodUntil"), t("lastUsed"), t("step")]}>
        {currentSecret && (
          <SecretRow of={currentSecret} zone={zone} name={t("current")}>
            <ButtonLink variant="secondary" href={`/panel/api-clients/${client.id}/rotate`}>
              {t("rotate")}
            </ButtonLink>
          </SecretRow>
        )}
        {previousSecret && (
          <SecretRow of={previousSecret} zone={zone} name={t("previous")}>
            <EndPrevious clientId={client.id} of={previousSecret} zone={zone} />
          </SecretRow>
        )}
      </Table>
    </Card>
  );
}

async function SecretRow({ of, zone, name, children }: { of: ApiClientSecretView; zone: string; name: string; children: ReactNode }) {
  const t = await words("apiClients.secrets");
  return (
    <Row>
      <Cell>
        <span className="font-semibold">{name}</span>
      </Cell>
      <Cell label={t("made")}>
        <Minute at={of.createdAt} zone={zone} />
      </Cell>
      <Cell label={t("goodUntil")}>{of.validUntil ? <Minute at={of.validUntil} zone={zone} /> : t("noEnd")}</Cell>
      <Cell label={t("lastUsed")}>{of.lastUsedAt ? <Minute at={of.lastUsedAt} zone={zone} /> : t("never")}</Cell>
      <Cell label={t("step")}>{children}</Cell>
    </Row>
  );
}

async function EndPrevious({ clientId, of, zone }: { clientId: string; of: ApiClientSecretView; zone: string }) {
  const t = await words("apiClients.secrets");
  const { lastUsedAt } = of;
  return (
    <Confirm label={t("end")}>
      <p className="mb-3">
        {t("endText")} {lastUsedAt && t.rich("endUsed", { moment: () => <Moment at={lastUsedAt} zone={zone} /> })}
      </p>
      <ActionForm action={endPrevious} submission={newId()} hidden={{ clientId }}>
        <SubmitButton variant="danger">{t("endThis")}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}
