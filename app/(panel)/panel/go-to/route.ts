import { currentPanelSession, developerOf } from "@/lib/accounts/current-account";
import { listApps } from "@/lib/apps";
import { listBearerTokens } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";

export const dynamic = "force-dynamic";

/** What the command palette leads to besides the panel's pages: the developer's own apps and the ids of their tokens. */
export async function GET(): Promise<Response> {
  const session = await currentPanelSession();
  const developer = session && developerOf(session);
  if (!developer) return new Response(null, { status: 401 });
  const [apps, tokens, t] = await Promise.all([listApps(developer.partnerId), listBearerTokens(developer.partnerId), words("shell")]);
  return Response.json({
    destinations: [
      ...apps.map(({ id, name }) => ({ kind: "app", href: `/panel/apps/${id}`, label: name })),
      ...apps.map(({ id, name }) => ({ kind: "quickStart", href: `/panel/apps/${id}/quick-start`, label: name })),
      ...tokens.map(({ id, name, lastFour }) => ({ kind: "tokenId", copies: id, label: t("tokenId", { name, lastFour }) })),
    ],
  });
}
