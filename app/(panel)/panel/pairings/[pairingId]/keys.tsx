import type { PairingDetail } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { KeysCard } from "../../keys-card";
import { endPrevious } from "./actions";

/** The Signature Keys of a pairing. @param zone the partner's */
export async function Keys({ pairing, zone }: { pairing: PairingDetail; zone: string }) {
  const t = await words("pairings.keys");
  return (
    <KeysCard
      kind="key"
      title={t("title")}
      lead={t("lead")}
      current={pairing.currentKey}
      previous={pairing.previousKey}
      rotateAt={`/panel/pairings/${pairing.id}/rotate`}
      endPrevious={endPrevious}
      hidden={{ pairingId: pairing.id }}
      note={t("tests")}
      zone={zone}
    />
  );
}
