import { accept, refuse, type Result } from "@/lib/core/result";
import { withParameters } from "@/lib/core/target-url";
import { cookiesNamed } from "@/lib/http/cookies-named";
import type { RoomRequest, RoomResponse } from "@/lib/http/message";
import { signInFailure, wantsJson } from "@/lib/http/sign-in-page";
import { publicCode, type TokenRefusal } from "./refusals";

/** `/auth/token`, spelled exactly so, and the place where a held token goes on. */
export const tokenPath = /^\/auth\/token$/;
export const continuePath = /^\/auth\/token\/continue$/;
export const CONTINUE = "/auth/token/continue";

const PARAMETER = "external-auth-token";

/** The token of a request. @param fromCookie it came in a cookie, which has to go when it was used */
export type Presented = { readonly text: string; readonly fromCookie: boolean };

/**
 * Finds the token: in the query (of a POST also in the form), else in a cookie, else in a header; the first place that has
 * one counts, and it must have one alone (protocols.md, section 2). @param form of a POST
 */
export function readToken(request: RoomRequest, form: URLSearchParams | null): Result<Presented, "token_missing" | "token_ambiguous"> {
  const asked = new URLSearchParams(request.query).getAll(PARAMETER);
  if (form) asked.push(...form.getAll(PARAMETER));
  const places = [asked, cookiesNamed(request, PARAMETER), request.header(PARAMETER)];
  const values = places.find((place) => place.length > 0) ?? [];
  const [text, ...more] = values;
  if (text === undefined) return refuse("token_missing");
  return more.length > 0 ? refuse("token_ambiguous") : accept({ text, fromCookie: values === places[1] });
}

/** The answer to an accepted token. @param location as return-url.ts allows it */
export function accepted(request: RoomRequest, location: string, sessionCookie: string, fromCookie: boolean): RoomResponse {
  // After a form, 303: the browser must not send the form on (RFC 9110, section 15.4.4).
  const status = request.method === "POST" ? 303 : 302;
  const cookies = fromCookie ? [sessionCookie, `${PARAMETER}=; Path=/; Max-Age=0`] : [sessionCookie];
  return { status, headers: { location }, cookies, body: "" };
}

/** Sends a browser on to the place where it also sends its cookies. */
export function continueLater(ticket: string): RoomResponse {
  return { status: 303, headers: { location: `${CONTINUE}?ticket=${ticket}` }, body: "" };
}

/** Where a user goes whose token was refused: the issuer's own page, its query kept byte for byte, and told why if it wants to be. */
export function refusedAtIssuer(
  request: RoomRequest,
  reason: TokenRefusal,
  issuer: { readonly redirectUrl: string; readonly tellsFailures: boolean },
): RoomResponse {
  if (wantsJson(request)) return refused(request, reason);
  const told = `error=${publicCode(reason)}&request_id=${request.requestId}`;
  const location = issuer.tellsFailures ? withParameters(issuer.redirectUrl, told) : issuer.redirectUrl;
  return { status: request.method === "POST" ? 303 : 302, headers: { location }, body: "" };
}

/** The page of a refusal whose issuer cannot be known. Nothing of the token is on it. */
export function refused(request: RoomRequest, reason: TokenRefusal): RoomResponse {
  const status = reason === "plain_http" ? 403 : 401;
  return signInFailure(request, status, publicCode(reason), "refused");
}
