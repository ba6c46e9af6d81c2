import { Badge } from "@/components/ui/badge";
import type { IssuerKeyView, IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { KeysCard } from "../../keys-card";
import { hasEnded } from "../issuer-state-badge";
import { endPrevious } from "./actions";

/** The keys of an issuer. @param zone the partner's */
export async function Keys({ issuer, zone }: { issuer: IssuerView; zone: string }) {
  const t = await words("issuers.keys");
  const { currentKey, previousKey } = issuer;
  const marks = {
    current: currentKey && <Mark of={currentKey} ended={hasEnded(issuer)} />,
    previous: previousKey && <Mark of={previousKey} ended={false} />,
  };
  return (
    <KeysCard
      kind="key"
      title={t("title")}
      lead={t("lead")}
      current={currentKey}
      previous={previousKey}
      mark={(key) => marks[key]}
      rotateAt={`/panel/issuers/${issuer.id}/rotate`}
      endPrevious={endPrevious}
      hidden={{ issuerId: issuer.id }}
      note={t("tests")}
      zone={zone}
    />
  );
}

async function Mark({ of, ended }: { of: IssuerKeyView; ended: boolean }) {
  const t = await words("issuers.keys");
  return (
    <>
      {ended ? <Badge tone="danger">{t("ended")}</Badge> : of.weak && <Badge tone="warn">{t("weak")}</Badge>}
      {of.weak && <span className="mt-1 block text-muted">{t("weakText")}</span>}
    </>
  );
}
