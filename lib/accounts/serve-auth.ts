import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { environment } from "@/lib/env";
import { ownPathOfUrl } from "@/lib/forms/own-path";
import { factsOf } from "@/lib/forms/request-facts";
import { isForeign, senderOf } from "@/lib/forms/same-origin";
import { log } from "@/lib/log";
import { words } from "@/lib/words";
import { type AuthAttempt, authOptions } from "./auth-options";
import { panelCookies, TYPED_EMAIL_COOKIE } from "./panel-cookies";
import { PANEL_HOME, panelGrounds } from "./panel-grounds";
import { closePanelSession } from "./panel-session";
import { sessionIdIn } from "./panel-token";

/** The parts of NextAuth that are open; the others (session, providers, _log, …) we do not need, so they do not exist. */
const open: Readonly<Record<string, readonly ("GET" | "POST")[]>> = {
  csrf: ["GET"],
  signin: ["GET"],
  signout: ["GET", "POST"],
  "callback/credentials": ["POST"],
};

type Context = { readonly params: Promise<{ readonly nextauth: readonly string[] }> };

/**
 * Serves `/api/auth/…`: NextAuth decides, and this keeps its requests and answers in order – nothing from other sites, no
 * target of a redirect but ours (PN-33), 303 after a POST, refusals as codes that the sign-in page has sentences for (PN-34).
 */
export async function serveAuth(request: NextRequest, { params }: Context): Promise<Response> {
  const action = (await params).nextauth.join("/");
  const methods = Object.hasOwn(open, action) ? open[action] : undefined;
  const t = await words("accounts.served");
  if (!methods) return plain(404, t("nothingHere"));
  if (!methods.some((method) => method === request.method)) return plain(405, t("otherMethod"), { allow: methods.join(", ") });
  const { publicUrl } = environment();
  if (request.method === "POST" && isForeign(senderOf(request.headers), publicUrl)) {
    return plain(403, t("foreign"));
  }
  const names = panelCookies(publicUrl);
  const stored = request.cookies.get(names.callback)?.value;
  // NextAuth answers 500 to a callback cookie that is no URL. Only somebody who plays with cookies has one.
  if (stored !== undefined && !isHttpUrl(stored, publicUrl)) {
    return plain(400, t("damagedCookie"), { "set-cookie": clearedCookie(names.callback, names.secure) });
  }
  const attempt: AuthAttempt = {
    ...factsOf(request.headers),
    previousSessionId: await sessionIdIn(request.cookies.get(names.session)?.value),
    refusal: null,
  };
  const form = request.method === "POST" ? new URLSearchParams(await request.text()) : null;
  const asked = form?.get("callbackUrl") ?? request.nextUrl.searchParams.get("callbackUrl");
  const sent = { action, target: ownPathOfUrl(asked, publicUrl, panelGrounds) ?? PANEL_HOME, email: form?.get("email") ?? null };
  const answer = await askNextAuth(tidied(request, form, sent.target), action, attempt);
  return inOrder(answer, attempt, sent);
}

async function askNextAuth(request: NextRequest, action: string, attempt: AuthAttempt): Promise<Response> {
  const handler = NextAuth as (request: NextRequest, context: object, options: object) => Promise<Response>;
  return handler(request, { params: Promise.resolve({ nextauth: action.split("/") }) }, authOptions(attempt));
}

// NextAuth answers 500 to a target that is no URL (PN-33, `callbackUrl=%`): it is never shown one.
function tidied(request: NextRequest, form: URLSearchParams | null, target: string): NextRequest {
  const url = new URL(request.nextUrl.pathname, environment().publicUrl);
  url.searchParams.set("callbackUrl", target);
  if (form === null) return new NextRequest(url, { headers: request.headers });
  const body = new URLSearchParams({ csrfToken: form.get("csrfToken") ?? "", callbackUrl: target });
  for (const name of ["email", "password"]) body.set(name, form.get(name) ?? "");
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/x-www-form-urlencoded");
  headers.delete("content-length");
  return new NextRequest(url, { method: "POST", headers, body: body.toString() });
}

type Sent = { readonly action: string; readonly target: string; readonly email: string | null };

async function inOrder(answer: Response, attempt: AuthAttempt, { action, target, email }: Sent): Promise<Response> {
  const location = answer.headers.get("location");
  if (location === null) return answer;
  const headers = new Headers(answer.headers);
  const stale = location.includes("csrf=true");
  if (action === "signout") return signedOut(location, stale, attempt, headers);
  // The CSRF cookie comes with this answer. The page is told, so that it does not ask again of a browser that keeps none.
  if (action === "signin") return seeOther(signInPath({ checked: "1", callbackUrl: target }), headers);
  const refusal = stale ? ({ code: "stale" } as const) : attempt.refusal;
  if (refusal === null) {
    headers.append("set-cookie", typedEmailCookie("", 0));
    return seeOther(target, headers);
  }
  headers.append("set-cookie", typedEmailCookie(email ?? "", 300));
  const seconds = "seconds" in refusal ? String(refusal.seconds) : "";
  return seeOther(signInPath({ error: refusal.code, seconds, callbackUrl: target }), headers);
}

// Not by an event of NextAuth's, which swallows what goes wrong: nobody is told that they are signed out who is not.
async function signedOut(
  location: string,
  stale: boolean,
  { previousSessionId, requestId }: AuthAttempt,
  headers: Headers,
): Promise<Response> {
  const asking = location.startsWith("/");
  if (asking || stale) return seeOther("/panel/sign-out", headers);
  try {
    if (previousSessionId !== null) await closePanelSession(previousSessionId);
  } catch (error) {
    log().warn({ error, requestId }, "a session could not be ended");
    return seeOther("/panel/sign-out?error=unavailable", new Headers());
  }
  return seeOther("/panel/sign-in?signedOut=1", headers);
}

function signInPath(query: Readonly<Record<string, string>>): string {
  return `/panel/sign-in?${new URLSearchParams(query).toString()}`;
}

function seeOther(location: string, headers: Headers): Response {
  headers.set("location", location);
  headers.set("cache-control", "no-store");
  return new Response(null, { status: 303, headers });
}

// For the sign-in page alone: it puts the address back into its field, with JavaScript or without.
function typedEmailCookie(email: string, seconds: number): string {
  const { secure } = panelCookies(environment().publicUrl);
  const value = encodeURIComponent(email.slice(0, 254).toWellFormed());
  return `${TYPED_EMAIL_COOKIE}=${value}; Path=/panel/sign-in; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

function clearedCookie(name: string, secure: boolean): string {
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

function isHttpUrl(text: string, base: string): boolean {
  const relative = text.startsWith("/") ? base : undefined;
  return URL.canParse(text, relative) && /^https?:$/.test(new URL(text, relative).protocol);
}

function plain(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(sentence, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}
