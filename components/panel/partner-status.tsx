import { Badge, type Tone } from "@/components/ui/badge";

const words: Record<"none" | "requested" | "active" | "suspended", readonly [string, Tone]> = {
  none: ["No partnership", "neutral"],
  requested: ["Asked for partnership", "accent"],
  active: ["Active partner", "ok"],
  suspended: ["Suspended", "danger"],
};

/** Where a partner stands. */
export function PartnerStatusBadge({ status }: { status: keyof typeof words }) {
  const [word, tone] = words[status];
  return <Badge tone={tone}>{word}</Badge>;
}
