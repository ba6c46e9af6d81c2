import { type NextRequest, NextResponse } from "next/server";
import { serviceOrigin } from "./lib/apps";
import { newToken } from "./lib/crypto/token";
import { environment } from "./lib/env";
import { doorNote } from "./lib/http/door-note";
import { pageHeaders, REQUEST_ID_HEADER, REQUEST_PATH_HEADER } from "./lib/http/page-headers";
import { newId } from "./lib/id";
import { log } from "./lib/log";
import { findSession } from "./lib/people";
import { endUserCookie } from "./lib/people/end-user-cookie";
import { openOrigins } from "./lib/purchases";

/**
 * Sets headers on everything that Next answers, and decides nothing: who may see what, each page and action asks by itself
 * (security.md, T4).
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const requestId = doorNote(request.headers)?.requestId ?? newId();
  const { pathname, search } = request.nextUrl;
  const env = environment();
  const answered = pageHeaders({
    nonce: newToken(),
    publicUrl: env.publicUrl,
    development: !env.production,
    formTargets: await formTargets(pathname, request.cookies.get(endUserCookie(env.publicUrl).name)?.value ?? null),
    leadsAway: /^\/services\/[^/]+\/open$/.test(pathname),
  });
  const seen = new Headers(request.headers);
  seen.set(REQUEST_ID_HEADER, requestId);
  seen.set(REQUEST_PATH_HEADER, `${pathname}${search}`);
  // Next takes the nonce for its scripts from here.
  seen.set("content-security-policy", answered["content-security-policy"] ?? "");
  const response = NextResponse.next({ request: { headers: seen } });
  for (const [name, value] of Object.entries(answered)) response.headers.set(name, value);
  response.headers.set("x-request-id", requestId);
  // Next would compress a stream of events, and so hold each back until there are enough of them.
  if (/^\/panel\/apps\/[^/]+\/live$/.test(pathname)) response.headers.set("cache-control", "private, no-store, no-transform");
  return response;
}

// Open answers by a redirect to the app. Chrome holds that one against `form-action` of the page that has the button, and
// every redirect that follows it too: an app that goes on from login.shop.example to shop.example would be blocked. So
// the pages with the button – an app's own, and the home of somebody who has apps – alone allow https:, and the apps' own
// origins where those are http (drafts and the demo, on loopback). So does the page of terms for somebody who came by a link
// that leads on to a partner's site.
async function formTargets(pathname: string, session: string | null): Promise<string[]> {
  try {
    const origins = await originsOfOpen(pathname, session);
    return origins.length === 0 ? [] : [...origins.filter((origin) => !origin.startsWith("https:")), "https:"];
  } catch (error) {
    log().warn({ error }, "the origins of apps could not be read for the page that opens them");
    return [];
  }
}

async function originsOfOpen(pathname: string, session: string | null): Promise<string[]> {
  const slug = /^\/services\/([a-z0-9-]+)$/.exec(pathname)?.[1];
  const one = slug === undefined ? null : await serviceOrigin(slug);
  if (one !== null) return [one];
  const signedIn = (pathname === "/" || pathname === "/terms") && session !== null ? await findSession(session) : null;
  if (!signedIn) return [];
  if (pathname === "/") return openOrigins(signedIn.endUser.id);
  return signedIn.continueTo?.startsWith("https://") === true ? [new URL(signedIn.continueTo).origin] : [];
}

// The protocols have headers of their own, and so have the pictures of apps; what is below _next/static is everybody's.
export const config = {
  matcher:
    "/((?!api/authorization|api/v1|api2|h/|auth/token|thirdparty|enrollmentform|session/enter|portal$|portal/|icons/[0-9a-f]{64}-(?:64|256)\\.webp$|_next/static).*)",
};
