import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Badge, type Tone } from "@/components/ui/badge";
import { Confirm } from "@/components/ui/confirm";
import { Minute } from "@/components/ui/moment";
import { Cell, Row } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { newId } from "@/lib/id";
import type { TermsDocument, VersionOf } from "@/lib/terms";
import { words } from "@/lib/words";
import { withdraw } from "../actions";
import { lineName } from "../line-name";

const tones: Record<VersionOf["state"], Tone> = { scheduled: "warn", in_force: "ok", superseded: "neutral", withdrawn: "danger" };

/** A version of a document, and what can be done with it. */
export async function VersionRow({ version, document }: { version: VersionOf; document: TermsDocument }) {
  const [t, states] = await Promise.all([words("terms.operator.document"), words("terms.operator.states")]);
  const line = await lineName(version.country, document.versions);
  return (
    <Row>
      <Cell>
        <span className="font-medium">{t("versionName", { version: version.version })}</span>
        <span className="block text-muted">{line}</span>
      </Cell>
      <Cell label={t("columns.state")}>
        <Badge tone={tones[version.state]}>{states(version.state)}</Badge>
      </Cell>
      <Cell label={t("columns.languages")}>{version.languages.join(", ")}</Cell>
      <Cell label={t("columns.begins")}>
        <Minute at={version.effectiveAt} />
      </Cell>
      <Cell label={t("columns.accepted")}>{version.acceptances}</Cell>
      <Cell label={t("columns.step")}>
        <div className="flex flex-col items-start gap-2">
          <TextLink href={`/operator/terms/versions/${version.id}`} aria-label={t("textsNamed", { version: version.version, line })}>
            {t("texts")}
          </TextLink>
          {version.acceptances === 0 && version.state !== "withdrawn" && (
            <Confirm label={t("withdraw")}>
              <p className="mb-3">{t("withdrawText")}</p>
              <ActionForm action={withdraw} submission={newId()} hidden={{ versionId: version.id, documentId: document.id }}>
                <SubmitButton variant="danger">{t("withdrawVersion", { version: version.version })}</SubmitButton>
              </ActionForm>
            </Confirm>
          )}
        </div>
      </Cell>
    </Row>
  );
}
