import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Minute, Moment } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import type { FormAction } from "@/lib/forms/form-state";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";

/** What those who sign with it call it. */
export type KeyKind = "key" | "secret";

/** A key as every credential's page tells it. */
type ShownKey = { readonly createdAt: Date; readonly validUntil: Date | null; readonly lastUsedAt: Date | null };

type KeysCardProps = {
  readonly kind: KeyKind;
  readonly title: string;
  readonly lead: string;
  readonly current: ShownKey | null;
  readonly previous: ShownKey | null;
  /** what else is to be said of a key, beside its name */
  readonly mark?: (key: "current" | "previous") => ReactNode;
  /** the page that makes a new one */
  readonly rotateAt: string;
  /** ends the previous one, of the credential that `hidden` names */
  readonly endPrevious: FormAction;
  readonly hidden: Readonly<Record<string, string>>;
  /** what does not count as use */
  readonly note?: string;
  /** the partner's */
  readonly zone: string;
};

/** The keys of a credential: which is in use, until when each is good, and when each was last signed with. */
export async function KeysCard({ kind, title, lead, current, previous, mark, rotateAt, endPrevious, hidden, note, zone }: KeysCardProps) {
  const t = await words("keys.card");
  return (
    <Card aria-labelledby="keys">
      <CardHeader id="keys" title={title}>
        {lead}
      </CardHeader>
      <Table caption={title} columns={[t("key", { kind }), t("made"), t("goodUntil"), t("lastUsed"), t("step")]}>
        {current && (
          <KeyRow of={current} zone={zone} name={t("current")} mark={mark?.("current")}>
            <ButtonLink variant="secondary" href={rotateAt}>
              {t("rotate", { kind })}
            </ButtonLink>
          </KeyRow>
        )}
        {previous && (
          <KeyRow of={previous} zone={zone} name={t("previous")} mark={mark?.("previous")}>
            <Confirm label={t("end")}>
              <p className="mb-3">
                {t("endText", { kind })} <LastUse of={previous} zone={zone} />
              </p>
              <ActionForm action={endPrevious} submission={newId()} hidden={hidden}>
                <SubmitButton variant="danger">{t("endThis", { kind })}</SubmitButton>
              </ActionForm>
            </Confirm>
          </KeyRow>
        )}
      </Table>
      {note !== undefined && <p className="mt-3 text-sm text-muted">{note}</p>}
    </Card>
  );
}

type KeyRowProps = { of: ShownKey; zone: string; name: string; mark: ReactNode; children: ReactNode };

async function KeyRow({ of, zone, name, mark, children }: KeyRowProps) {
  const t = await words("keys.card");
  return (
    <Row>
      <Cell>
        <span className="font-semibold">{name}</span> {mark}
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

async function LastUse({ of: { lastUsedAt }, zone }: { of: ShownKey; zone: string }) {
  const t = await words("keys.card");
  return lastUsedAt && t.rich("endUsed", { moment: () => <Moment at={lastUsedAt} zone={zone} /> });
}
