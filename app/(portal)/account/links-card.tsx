import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Minute } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { newId } from "@/lib/id";
import { mailIsSetUp } from "@/lib/mail/outbox";
import type { Session } from "@/lib/people/session";
import { words } from "@/lib/words";
import { type Link, linksOf } from "./links";

type Who = Session["endUser"];

/** Who can sign an end user in, and the way to end that. */
export async function LinksCard({ who, hasPassword }: { who: Who; hasPassword: boolean }) {
  const [t, links] = await Promise.all([words("links"), linksOf(who.id)]);
  const open = links.filter((link) => !link.ended && link.active);
  // A password is of no use without the address that it is asked with.
  const ownWayIn = hasPassword && who.email !== null;
  const isLastWayIn = (link: Link) => !ownWayIn && open.every(({ id }) => id === link.id);
  return (
    <Card aria-labelledby="links">
      <CardHeader id="links" title={t("title")}>
        {t(links.length === 0 ? "none" : "lead")}
      </CardHeader>
      {links.length > 0 && (
        <Table caption={t("title")} columns={[t("columns.who"), t("columns.address"), t("columns.last"), t("columns.step")]}>
          {links.map((link) => (
            <LinkRow key={link.id} link={link} who={who} last={isLastWayIn(link)} />
          ))}
        </Table>
      )}
    </Card>
  );
}

async function LinkRow({ link, who, last }: { link: Link; who: Who; last: boolean }) {
  const t = await words("links");
  return (
    <Row>
      <Cell>
        <span className="font-medium">{link.partnerName}</span> {link.ended && <Badge tone="neutral">{t("ended")}</Badge>}
        {!link.ended && !link.active && <Badge tone="warn">{t("off")}</Badge>}
        <span className="block text-muted">
          {link.kind === "issuer" ? t("issuer", { issuer: link.name }) : t("client", { client: link.name })}
          {t("between")}
          {t.rich("since", { when: () => <Minute at={link.since} /> })}
        </span>
      </Cell>
      <Cell label={t("columns.address")}>
        {link.addresses.length === 0 ? <span className="text-muted">{t("noAddress")}</span> : null}
        <ul className="space-y-1">
          {link.addresses.map((address) => (
            <li key={address}>
              {address}{" "}
              <Badge tone={who.verified && who.email === address ? "ok" : "warn"}>
                {t(who.verified && who.email === address ? "confirmed" : "notConfirmed")}
              </Badge>
            </li>
          ))}
        </ul>
      </Cell>
      <Cell label={t("columns.last")}>{link.lastSignInAt ? <Minute at={link.lastSignInAt} /> : t("notLately")}</Cell>
      <Cell label={t("columns.step")}>
        {link.ended ? (
          <Restore link={link} />
        ) : (
          <End link={link} lastWay={last ? (who.email !== null && mailIsSetUp() ? "lastButMail" : "last") : null} />
        )}
      </Cell>
    </Row>
  );
}

async function End({ link, lastWay }: { link: Link; lastWay: "last" | "lastButMail" | null }) {
  const t = await words("links");
  return (
    <Confirm label={t("end")}>
      <p>{t("what", { partner: link.partnerName })}</p>
      {lastWay && (
        <Alert tone="warn" title={t("lastTitle")} className="mt-3">
          {t.rich(lastWay, {
            partner: link.partnerName,
            password: (text) => <TextLink href="#password">{text}</TextLink>,
          })}
        </Alert>
      )}
      <ActionForm action={link.end} submission={newId()} hidden={link.hidden} className="mt-4">
        <SubmitButton variant="danger">{t(lastWay ? "endLast" : "endNamed", { partner: link.partnerName })}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}

async function Restore({ link }: { link: Link }) {
  const t = await words("links");
  return (
    <ActionForm action={link.restore} submission={newId()} hidden={link.hidden}>
      <SubmitButton variant="secondary" aria-label={t("restoreNamed", { partner: link.partnerName })}>
        {t("restore")}
      </SubmitButton>
    </ActionForm>
  );
}
