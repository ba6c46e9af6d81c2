import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Minute, Moment } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { newId } from "@/lib/id";
import type { PairingDetail, PairingKeyView } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { endPrevious } from "./actions";

/** The Signature Keys of a pairing: until when each is good, and when it was last used. @param zone the partner's */
export async function Keys({ pairing, zone }: { pairing: PairingDetail; zone: string }) {
  const t = await words("pairings.keys");
  const { currentKey, previousKey } = pairing;
  return (
    <Card aria-labelledby="keys">
      <CardHeader id="keys" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <Table caption={t("title")} columns={[t("key"), t("made"), t("goodUntil"), t("lastUsed"), t("step")]}>
        {currentKey && (
          <KeyRow of={currentKey} zone={zone} name={t("current")}>
            <ButtonLink variant="secondary" href={`/panel/pairings/${pairing.id}/rotate`}>
              {t("rotate")}
            </ButtonLink>
          </KeyRow>
        )}
        {previousKey && (
          <KeyRow of={previousKey} zone={zone} name={t("previous")}>
            <EndPrevious pairingId={pairing.id} of={previousKey} zone={zone} />
          </KeyRow>
        )}
      </Table>
      <p className="mt-3 text-sm text-muted">{t("tests")}</p>
    </Card>
  );
}

async function KeyRow({ of, zone, name, children }: { of: PairingKeyView; zone: string; name: string; children: ReactNode }) {
  const t = await words("pairings.keys");
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

async function EndPrevious({ pairingId, of, zone }: { pairingId: string; of: PairingKeyView; zone: string }) {
  const t = await words("pairings.keys");
  const { lastUsedAt } = of;
  return (
    <Confirm label={t("end")}>
      <p className="mb-3">
        {t("endText")} {lastUsedAt && t.rich("endUsed", { moment: () => <Moment at={lastUsedAt} zone={zone} /> })}
      </p>
      <ActionForm action={endPrevious} submission={newId()} hidden={{ pairingId }}>
        <SubmitButton variant="danger">{t("endThis")}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}
