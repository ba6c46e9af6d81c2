import { Badge } from "@/components/ui/badge";
import { nowMs } from "@/lib/clock";
import type { IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";

/** Whether an issuer signs anybody in at the moment. @param suspended its partner is */
export async function IssuerStateBadge({ issuer, suspended }: { issuer: IssuerView; suspended: boolean }) {
  const t = await words("issuers.state");
  if (suspended) return <Badge tone="danger">{t("suspended")}</Badge>;
  if (issuer.disabledAt) return <Badge tone="neutral">{t("disabled")}</Badge>;
  if (hasEnded(issuer)) return <Badge tone="danger">{t("keyEnded")}</Badge>;
  return <Badge tone="ok">{t("active")}</Badge>;
}

/** The current key was weak, and is good no more. */
export function hasEnded({ currentKey }: IssuerView): boolean {
  return currentKey?.validUntil != null && currentKey.validUntil.getTime() <= nowMs();
}
