import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Badge } from "@/components/ui/badge";
import { Confirm } from "@/components/ui/confirm";
import { Minute } from "@/components/ui/moment";
import { Cell, Row } from "@/components/ui/table";
import { newId } from "@/lib/id";
import type { OwnPairing } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { LastWay, type LastWayIn } from "./last-way";
import { endOwnPairing } from "./pairing-actions";

/** A partner that may sign an end user in by launch URLs. @param email their own address, by which it was proposed */
export async function PairingRow({ pairing, email, lastWay }: { pairing: OwnPairing; email: string | null; lastWay: LastWayIn | null }) {
  const t = await words("links");
  const { partnerName: partner, lastLaunchAt } = pairing;
  return (
    <Row>
      <Cell>
        <span className="font-medium">{partner}</span> {!pairing.partnerActive && <Badge tone="warn">{t("off")}</Badge>}
        <span className="block text-muted">
          {t("pairing", { psClientId: pairing.psClientId })}
          {t("between")}
          {t.rich("since", { when: () => <Minute at={pairing.since} /> })}
        </span>
      </Cell>
      <Cell label={t("columns.address")}>{email ?? <span className="text-muted">{t("noAddress")}</span>}</Cell>
      <Cell label={t("columns.last")}>{lastLaunchAt ? <Minute at={lastLaunchAt} /> : t("never")}</Cell>
      <Cell label={t("columns.step")}>
        <Confirm label={t("end")}>
          <p>{t("whatOfPairing", { partner })}</p>
          <LastWay partner={partner} is={lastWay} />
          <ActionForm action={endOwnPairing} submission={newId()} hidden={{ pairingId: pairing.id }} className="mt-4">
            <SubmitButton variant="danger">{t(lastWay ? "endLast" : "endNamed", { partner })}</SubmitButton>
          </ActionForm>
        </Confirm>
      </Cell>
    </Row>
  );
}
