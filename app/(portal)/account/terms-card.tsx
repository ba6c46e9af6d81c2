import { Card, CardHeader } from "@/components/ui/card";
import { Minute } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { type Acceptance, listAcceptancesOf } from "@/lib/terms";
import { words } from "@/lib/words";

/** Which documents an end user has accepted; nothing for who has accepted none. */
export async function TermsCard({ endUserId }: { endUserId: string }) {
  const [t, acceptances] = await Promise.all([words("terms.account"), listAcceptancesOf(endUserId)]);
  if (acceptances.length === 0) return null;
  return (
    <Card aria-labelledby="accepted-terms">
      <CardHeader id="accepted-terms" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <Table caption={t("title")} columns={[t("columns.document"), t("columns.version"), t("columns.when"), t("columns.how")]}>
        {acceptances.map((acceptance) => (
          <AcceptanceRow key={acceptance.id} acceptance={acceptance} />
        ))}
      </Table>
    </Card>
  );
}

async function AcceptanceRow({ acceptance }: { acceptance: Acceptance }) {
  const t = await words("terms.account");
  const { version, country, source, through } = acceptance;
  const name = through === null || through.partnerName === "" ? t("unnamed") : through.partnerName;
  return (
    <Row>
      <Cell>
        <span className="font-medium">{acceptance.title}</span>
      </Cell>
      <Cell label={t("columns.version")}>{country === null ? t("version", { version }) : t("versionOf", { version, country })}</Cell>
      <Cell label={t("columns.when")}>
        <Minute at={acceptance.acceptedAt} />
      </Cell>
      <Cell label={t("columns.how")}>{source === "portal" && through !== null ? t("portalThrough", { name }) : t(source, { name })}</Cell>
    </Row>
  );
}
