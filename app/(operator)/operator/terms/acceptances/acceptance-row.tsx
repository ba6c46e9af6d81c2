import { Minute } from "@/components/ui/moment";
import { Cell, Row } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { Acceptance } from "@/lib/terms";
import { words } from "@/lib/words";

/** Who accepted what, with the ways to its receipt. */
export async function AcceptanceRow({ acceptance }: { acceptance: Acceptance }) {
  const t = await words("terms.operator.acceptance");
  const { id, title, version, country, source, through, endUser } = acceptance;
  const user = endUser.email ?? endUser.name ?? t("nameless");
  const receipt = `/operator/terms/acceptances/${id}`;
  return (
    <Row>
      <Cell>
        <TextLink href={`/operator/users?user=${endUser.id}`} className="wrap-anywhere">
          {user}
        </TextLink>
      </Cell>
      <Cell label={t("columns.what")}>
        {country === null ? t("what", { title, version }) : t("whatOf", { title, version, country })}
        {acceptance.language !== null && ` (${acceptance.language})`}
      </Cell>
      <Cell label={t("columns.when")}>
        <Minute at={acceptance.acceptedAt} />
      </Cell>
      <Cell label={t("columns.how")}>
        {t(source)} {through && t("through", { name: through.name, partner: through.partnerName })}
      </Cell>
      <Cell label={t("columns.receipt")}>
        <span className="flex gap-4">
          <TextLink href={receipt} aria-label={t("textOf", { title, user })} download>
            {t("text")}
          </TextLink>
          <TextLink href={`${receipt}?format=json`} aria-label={t("jsonOf", { title, user })} download>
            {t("json")}
          </TextLink>
        </span>
      </Cell>
    </Row>
  );
}
