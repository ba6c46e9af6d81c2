import { Badge, type Tone } from "@/components/ui/badge";
import { words } from "@/lib/words";
import type { Words } from "@/lib/words/languages";

type PayoffState = keyof Words["payoffs"]["states"];

const tones: Readonly<Record<PayoffState, Tone>> = { accruing: "accent", closed: "warn", paid: "ok" };

/** Where a month's pay-off stands, in a word. */
export async function PayoffStateBadge({ state }: { state: PayoffState }) {
  return <Badge tone={tones[state]}>{(await words("payoffs.states"))(state)}</Badge>;
}
