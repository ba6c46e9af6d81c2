import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Minute } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { newId } from "@/lib/id";
import { mailIsSetUp } from "@/lib/mail/outbox";
import type { Session } from "@/lib/people/session";
import { type IssuerLink, listLinks } from "@/lib/protocols/external-token";
import { listPairingsOf } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { LastWay, type LastWayIn } from "./last-way";
import { endIssuerLink, restoreIssuerLink } from "./link-actions";
import { PairingRow } from "./pairing-row";

type Who = Session["endUser"];

/** Who can sign an end user in, and the way to end that. */
export async function LinksCard({ who, hasPassword }: { who: Who; hasPassword: boolean }) {
  const [t, links, pairings] = await Promise.all([words("links"), listLinks(who.id), listPairingsOf(who.id)]);
  const ways = [
    ...links.filter((link) => !link.ended && link.issuerActive).map(({ issuerId }) => issuerId),
    ...pairings.filter(({ partnerActive }) => partnerActive).map(({ id }) => id),
  ];
  // A password is of no use without the address that it is asked with.
  const ownWayIn = hasPassword && who.email !== null;
  const lastWay = (way: string): LastWayIn | null =>
    ownWayIn || ways.some((other) => other !== way) ? null : who.email !== null && mailIsSetUp() ? "lastButMail" : "last";
  const none = links.length === 0 && pairings.length === 0;
  return (
    <Card aria-labelledby="links">
      <CardHeader id="links" title={t("title")}>
        {t(none ? "none" : "lead")}
      </CardHeader>
      {!none && (
        <Table caption={t("title")} columns={[t("columns.who"), t("columns.address"), t("columns.last"), t("columns.step")]}>
          {links.map((link) => (
            <LinkRow key={link.issuerId} link={link} who={who} lastWay={lastWay(link.issuerId)} />
          ))}
          {pairings.map((pairing) => (
            <PairingRow key={pairing.id} pairing={pairing} email={who.email} lastWay={lastWay(pairing.id)} />
          ))}
        </Table>
      )}
    </Card>
  );
}

async function LinkRow({ link, who, lastWay }: { link: IssuerLink; who: Who; lastWay: LastWayIn | null }) {
  const t = await words("links");
  return (
    <Row>
      <Cell>
        <span className="font-medium">{link.partnerName}</span> {link.ended && <Badge tone="neutral">{t("ended")}</Badge>}
        {!link.ended && !link.issuerActive && <Badge tone="warn">{t("off")}</Badge>}
        <span className="block text-muted">
          {t("issuer", { issuer: link.issuer })}
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
      <Cell label={t("columns.last")}>
        <Minute at={link.lastSignInAt} />
      </Cell>
      <Cell label={t("columns.step")}>{link.ended ? <Restore link={link} /> : <End link={link} lastWay={lastWay} />}</Cell>
    </Row>
  );
}

async function End({ link, lastWay }: { link: IssuerLink; lastWay: LastWayIn | null }) {
  const t = await words("links");
  return (
    <Confirm label={t("end")}>
      <p>{t("what", { partner: link.partnerName })}</p>
      <LastWay partner={link.partnerName} is={lastWay} />
      <ActionForm action={endIssuerLink} submission={newId()} hidden={{ issuerId: link.issuerId }} className="mt-4">
        <SubmitButton variant="danger">{t(lastWay ? "endLast" : "endNamed", { partner: link.partnerName })}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}

async function Restore({ link }: { link: IssuerLink }) {
  const t = await words("links");
  return (
    <ActionForm action={restoreIssuerLink} submission={newId()} hidden={{ issuerId: link.issuerId }}>
      <SubmitButton variant="secondary" aria-label={t("restoreNamed", { partner: link.partnerName })}>
        {t("restore")}
      </SubmitButton>
    </ActionForm>
  );
}
