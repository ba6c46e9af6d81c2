import type { ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { KeysCard } from "../../keys-card";
import { endPrevious } from "./actions";

/** The secrets of an API client. @param zone the partner's */
export async function Secrets({ client, zone }: { client: ApiClientView; zone: string }) {
  const t = await words("apiClients.secrets");
  return (
    <KeysCard
      kind="secret"
      title={t("title")}
      lead={t("lead")}
      current={client.currentSecret}
      previous={client.previousSecret}
      rotateAt={`/panel/api-clients/${client.id}/rotate`}
      endPrevious={endPrevious}
      hidden={{ clientId: client.id }}
      zone={zone}
    />
  );
}
