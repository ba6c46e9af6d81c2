import { Badge, type Tone } from "@/components/ui/badge";
import { words } from "@/lib/words";

const tones: Record<"none" | "requested" | "active" | "suspended", Tone> = {
  none: "neutral",
  requested: "accent",
  active: "ok",
  suspended: "danger",
};

/** Where a partner stands. */
export async function PartnerStatusBadge({ status }: { status: keyof typeof tones }) {
  return <Badge tone={tones[status]}>{(await words("panel.partnerStatus"))(status)}</Badge>;
}
