import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Badge } from "@/components/ui/badge";
import { Code } from "@/components/ui/code";
import { Confirm } from "@/components/ui/confirm";
import { Day, Minute } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { newId } from "@/lib/id";
import { COUNTED_DAYS, type PortalKeyView } from "@/lib/protocols/portal-link";
import { words } from "@/lib/words";
import { revokeKey } from "./actions";

/** A partner's portal keys, whom each names, and how many links still come in with it. @param zone the partner's */
export async function KeyList({ keys, zone }: { keys: readonly PortalKeyView[]; zone: string }) {
  const t = await words("portalLinks.list");
  const columns = [t("key"), t("names"), t("links", { days: COUNTED_DAYS }), t("last"), t("made"), t("step")];
  return (
    <Table caption={t("caption")} columns={columns}>
      {keys.map((key) => (
        <KeyRow key={key.id} of={key} zone={zone} />
      ))}
    </Table>
  );
}

async function KeyRow({ of: key, zone }: { of: PortalKeyView; zone: string }) {
  const t = await words("portalLinks.list");
  const { count, more, lastAt } = key.arrivals;
  return (
    <Row>
      <Cell>
        <Code>{key.key}</Code> <Badge tone={key.revokedAt ? "neutral" : "warn"}>{key.revokedAt ? t("revoked") : t("active")}</Badge>
      </Cell>
      <Cell label={t("names")}>
        <span className="block">{key.email}</span>
        <span className="text-muted">{t("user", { username: key.username, userId: key.userId })}</span>
      </Cell>
      <Cell label={t("links", { days: COUNTED_DAYS })}>{more ? t("moreThan", { count }) : count}</Cell>
      <Cell label={t("last")}>{lastAt ? <Minute at={lastAt} zone={zone} /> : t("never")}</Cell>
      <Cell label={t("made")}>
        <Day at={key.createdAt} zone={zone} />
      </Cell>
      <Cell label={t("step")}>
        {!key.revokedAt && (
          <Confirm label={t("revoke")}>
            <p className="mb-3">{t.rich("revokeText", { key: () => <Code>{key.key}</Code> })}</p>
            <ActionForm action={revokeKey} submission={newId()} hidden={{ portalKeyId: key.id }}>
              <SubmitButton variant="danger">{t("revokeThis")}</SubmitButton>
            </ActionForm>
          </Confirm>
        )}
      </Cell>
    </Row>
  );
}
