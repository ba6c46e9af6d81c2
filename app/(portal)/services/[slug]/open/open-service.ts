import { findApp } from "@/lib/apps";
import { plainAnswer, servePlainForm } from "@/lib/forms/serve-plain-form";
import { endUserSignInPath, termsFirstPath } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { launch } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";

/**
 * Opens an app for the end user of this browser: 303 to its Service URL with a one-time token; when that is refused, 303
 * back to the app's page, which says why.
 */
export function openService(slug: string, headers: Headers): Promise<Response> {
  return servePlainForm(headers, (requestId) => open(slug, requestId));
}

async function open(slug: string, requestId: string): Promise<Response> {
  const app = /^[a-z0-9-]{1,80}$/.test(slug) ? await findApp(slug, null) : null;
  if (app?.slug !== slug) return plainAnswer(404, (await words("refusals.app"))("app_unknown"));
  const page = `/services/${slug}`;
  const endUser = await currentEndUser();
  if (!endUser) return seeOther(endUserSignInPath(page));
  if (endUser.owesTerms) return seeOther(termsFirstPath(page));
  const launched = await launch({ appId: app.id, endUserId: endUser.id, test: false, requestId });
  return seeOther(launched.ok ? launched.value.url : `${page}?refused=${launched.reason}`);
}

// Written by hand: NextResponse.redirect would read the target once more (security.md, N7). What follows the token must
// not tell where it came from.
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}
