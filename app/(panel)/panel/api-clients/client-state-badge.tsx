import { Badge } from "@/components/ui/badge";
import type { ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

/** Whether an API client signs anybody in at the moment. @param suspended its partner is */
export async function ClientStateBadge({ client, suspended }: { client: ApiClientView; suspended: boolean }) {
  const t = await words("apiClients.state");
  if (suspended) return <Badge tone="danger">{t("suspended")}</Badge>;
  if (client.disabledAt) return <Badge tone="neutral">{t("disabled")}</Badge>;
  return <Badge tone="ok">{t("active")}</Badge>;
}
