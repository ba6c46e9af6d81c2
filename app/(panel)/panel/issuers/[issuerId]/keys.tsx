import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Minute, Moment } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { newId } from "@/lib/id";
import type { IssuerKeyView, IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { hasEnded } from "../issuer-state-badge";
import { endPrevious } from "./actions";

type Shown = { readonly issuer: IssuerView; readonly zone: string };

/** The keys of an issuer: which is in use, until when each is good, and by which somebody came in last. @param zone the partner's */
export async function Keys({ issuer, zone }: Shown) {
  const t = await words("issuers.keys");
  const { currentKey, previousKey } = issuer;
  return (
    <Card aria-labelledby="keys">
      <CardHeader id="keys" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <Table caption={t("title")} columns={[t("key"), t("made"), t("goodUntil"), t("lastUsed"), t("step")]}>
        {currentKey && (
          <KeyRow of={currentKey} zone={zone} name={t("current")} ended={hasEnded(issuer)}>
            <ButtonLink variant="secondary" href={`/panel/issuers/${issuer.id}/rotate`}>
              {t("rotate")}
            </ButtonLink>
          </KeyRow>
        )}
        {previousKey && (
          <KeyRow of={previousKey} zone={zone} name={t("previous")} ended={false}>
            <EndPrevious issuerId={issuer.id} of={previousKey} zone={zone} />
          </KeyRow>
        )}
      </Table>
      <p className="mt-3 text-sm text-muted">{t("tests")}</p>
    </Card>
  );
}

async function KeyRow({
  of,
  zone,
  name,
  ended,
  children,
}: {
  of: IssuerKeyView;
  zone: string;
  name: string;
  ended: boolean;
  children: ReactNode;
}) {
  const t = await words("issuers.keys");
  return (
    <Row>
      <Cell>
        <span className="font-semibold">{name}</span>{" "}
        {ended ? <Badge tone="danger">{t("ended")}</Badge> : of.weak && <Badge tone="warn">{t("weak")}</Badge>}
        {of.weak && <span className="mt-1 block text-muted">{t("weakText")}</span>}
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

async function EndPrevious({ issuerId, of, zone }: { issuerId: string; of: IssuerKeyView; zone: string }) {
  const t = await words("issuers.keys");
  const { lastUsedAt } = of;
  return (
    <Confirm label={t("end")}>
      <p className="mb-3">
        {t("endText")} {lastUsedAt && t.rich("endUsed", { moment: () => <Moment at={lastUsedAt} zone={zone} /> })}
      </p>
      <ActionForm action={endPrevious} submission={newId()} hidden={{ issuerId }}>
        <SubmitButton variant="danger">{t("endThis")}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}
