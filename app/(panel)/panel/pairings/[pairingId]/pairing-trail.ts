import type { Crumb } from "@/components/shell/breadcrumbs";
import type { PairingView } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";

/** The pages above a page of a pairing; without a pairing, above the pairing's own page. */
export async function pairingTrail(pairing?: Pick<PairingView, "id" | "psClientId">): Promise<Crumb[]> {
  const t = await words("pairings");
  const list = { href: "/panel/pairings", label: t("title") };
  return pairing ? [list, { href: `/panel/pairings/${pairing.id}`, label: pairing.psClientId }] : [list];
}
