import { currentPanelSession, developerOf } from "@/lib/accounts/current-account";
import { listApps } from "@/lib/apps";
import { listIssuerNames } from "@/lib/protocols/external-token";
import { listBearerTokens } from "@/lib/protocols/launch-token";
import { listPairings } from "@/lib/protocols/paired-launch";
import { listApiClientNames } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

export const dynamic = "force-dynamic";

/** What the command palette leads to besides the panel's pages: the developer's own apps, issuers, API clients and newest pairings, and the ids of their tokens. */
export async function GET(): Promise<Response> {
  const session = await currentPanelSession();
  const developer = session && developerOf(session);
  if (!developer) return new Response(null, { status: 401 });
  const { partnerId } = developer;
  const [apps, issuers, clients, { pairings }, tokens, t] = await Promise.all([
    listApps(partnerId),
    listIssuerNames(partnerId),
    listApiClientNames(partnerId),
    listPairings(partnerId, { state: null, text: "" }, null),
    listBearerTokens(partnerId),
    words("shell"),
  ]);
  return Response.json({
    destinations: [
      ...apps.map(({ id, name }) => ({ kind: "app", href: `/panel/apps/${id}`, label: name })),
      ...apps.map(({ id, name }) => ({ kind: "quickStart", href: `/panel/apps/${id}/quick-start`, label: name })),
      ...issuers.map(({ id, iss }) => ({ kind: "issuer", href: `/panel/issuers/${id}`, label: iss })),
      ...clients.map(({ id, name }) => ({ kind: "apiClient", href: `/panel/api-clients/${id}`, label: name })),
      ...pairings.map(({ id, psClientId }) => ({ kind: "pairing", href: `/panel/pairings/${id}`, label: psClientId })),
      ...tokens.map(({ id, name, lastFour }) => ({ kind: "tokenId", copies: id, label: t("tokenId", { name, lastFour }) })),
    ],
  });
}
