import type { Crumb } from "@/components/shell/breadcrumbs";
import type { ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

/** The pages above a page of an API client; without a client, above the client's own page. */
export async function clientTrail(client?: Pick<ApiClientView, "id" | "name">): Promise<Crumb[]> {
  const t = await words("apiClients");
  const list = { href: "/panel/api-clients", label: t("title") };
  return client ? [list, { href: `/panel/api-clients/${client.id}`, label: client.name }] : [list];
}
