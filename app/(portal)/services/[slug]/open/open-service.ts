import { findApp } from "@/lib/apps";
import { isDatabaseGone } from "@/lib/db/failure";
import { environment } from "@/lib/env";
import { factsOf } from "@/lib/forms/request-facts";
import { isSameOrigin, senderOf } from "@/lib/forms/same-origin";
import { log } from "@/lib/log";
import { endUserSignInPath } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { launch } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";

/**
 * Opens an app for the end user of this browser: 303 to its Service URL with a one-time token; when that is refused, 303
 * back to the app's page, which says why. Never throws: an answer of ours carries the headers that a token needs.
 */
export async function openService(slug: string, headers: Headers): Promise<Response> {
  const { requestId } = factsOf(headers);
  const t = await words("services.open");
  if (!isSameOrigin(senderOf(headers), environment().publicUrl)) return plain(403, t("foreign"));
  try {
    return await open(slug, requestId);
  } catch (error) {
    const gone = isDatabaseGone(error);
    log()[gone ? "warn" : "error"]({ error, requestId }, "an app could not be opened");
    if (gone) return plain(503, t("databaseGone"), { "retry-after": "2" });
    return plain(500, t("failed", { requestId }));
  }
}

async function open(slug: string, requestId: string): Promise<Response> {
  const app = /^[a-z0-9-]{1,80}$/.test(slug) ? await findApp(slug, null) : null;
  if (app?.slug !== slug) return plain(404, (await words("services.open"))("appUnknown"));
  const page = `/services/${slug}`;
  const endUser = await currentEndUser();
  if (!endUser) return seeOther(endUserSignInPath(page));
  const launched = await launch({ appId: app.id, endUserId: endUser.id, test: false, requestId });
  return seeOther(launched.ok ? launched.value.url : `${page}?refused=${launched.reason}`);
}

// Written by hand: NextResponse.redirect would read the target once more (security.md, N7). What follows the token must
// not tell where it came from.
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}

function plain(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(sentence, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}
