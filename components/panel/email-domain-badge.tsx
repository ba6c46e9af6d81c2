import { Badge } from "@/components/ui/badge";
import { words } from "@/lib/words";

const tones = { waiting: "warn", approved: "ok", declined: "neutral" } as const;

/** Where an e-mail domain of an issuer stands with the operator. */
export async function EmailDomainBadge({ state }: { state: keyof typeof tones }) {
  const t = await words("issuers.domains");
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
