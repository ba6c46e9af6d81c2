import { Badge, type Tone } from "@/components/ui/badge";
import { words } from "@/lib/words";
import type { Words } from "@/lib/words/languages";

type PurchaseState = keyof Words["purchases"]["states"];

const tones: Readonly<Record<PurchaseState, Tone>> = {
  pending: "warn",
  current: "ok",
  ended: "neutral",
  revoked: "neutral",
  cancelled: "neutral",
  rejected: "danger",
  refunded: "neutral",
};

/** What has become of a purchase, in a word. */
export async function PurchaseStateBadge({ state }: { state: PurchaseState }) {
  const t = await words("purchases.states");
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
