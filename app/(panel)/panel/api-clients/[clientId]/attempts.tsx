import type { ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { LastAttempts } from "../../events/last-attempts";

/** The last calls with a client's API key, and how each of them went. @param zone the partner's */
export async function Attempts({ client, partnerId, zone }: { client: ApiClientView; partnerId: string; zone: string }) {
  const t = await words("apiClients.attempts");
  const texts = { title: t("title"), lead: t("lead"), none: t("none"), noneText: t("noneText") };
  return <LastAttempts credentialId={client.id} partnerId={partnerId} zone={zone} texts={texts} />;
}
