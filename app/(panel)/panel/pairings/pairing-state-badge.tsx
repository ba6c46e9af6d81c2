import { Badge } from "@/components/ui/badge";
import type { PairingView } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";

const tones = { waiting: "warn", confirmed: "ok", ended: "neutral" } as const;

/** Where a pairing stands. @param suspended its partner is */
export async function PairingStateBadge({ pairing, suspended }: { pairing: PairingView; suspended: boolean }) {
  const t = await words("pairings.state");
  const { state, testUser } = pairing;
  return (
    <span className="inline-flex flex-wrap gap-2">
      {suspended && state !== "ended" ? (
        <Badge tone="danger">{t("suspended")}</Badge>
      ) : (
        <Badge tone={tones[state]}>{t(stateOf(pairing))}</Badge>
      )}
      {testUser && <Badge tone="neutral">{t("test")}</Badge>}
    </span>
  );
}

function stateOf({ state, confirmedAt, endedBy }: PairingView): "waiting" | "confirmed" | "ended" | "declined" | "takenBack" {
  if (state !== "ended" || confirmedAt !== null) return state;
  return endedBy === "end_user" ? "declined" : "takenBack";
}
