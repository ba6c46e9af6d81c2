import type { PairingView } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { LastAttempts } from "../../events/last-attempts";

/** The last launch URLs of a pairing, and how each of them went. @param zone the partner's */
export async function Attempts({ pairing, partnerId, zone }: { pairing: PairingView; partnerId: string; zone: string }) {
  const t = await words("pairings.attempts");
  const texts = { title: t("title"), lead: t("lead"), none: t("none"), noneText: t("noneText") };
  return <LastAttempts credentialId={pairing.id} partnerId={partnerId} zone={zone} texts={texts} />;
}
