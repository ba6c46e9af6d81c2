import { accept, refuse, type Result } from "@/lib/core/result";
import { withParameters } from "@/lib/core/target-url";
import { cookiesNamed } from "@/lib/http/cookies-named";
import { htmlPage } from "@/lib/http/html-page";
import { type GeneralFailure, json, type RoomRequest, type RoomResponse } from "@/lib/http/message";
import { preferredLanguage } from "@/lib/words/languages";
import { wordsIn } from "@/lib/words/words-in";
import { publicCode, type TokenRefusal } from "./refusals";

/** `/auth/token`, spelled exactly so, and the place where a held token goes on. */
export const tokenPath = /^\/auth\/token$/;
export const continuePath = /^\/auth\/token\/continue$/;
const CONTINUE = "/auth/token/continue";

/** Where somebody goes first who has documents to accept. The session knows where they wanted to go: no address says it. */
export const termsPage = "/terms";

const PARAMETER = "external-auth-token";
const LONGEST_BODY = 64 * 1024;

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

/** The ticket of a held token, as the page or the redirect to it carries it. */
export async function readTicket(request: RoomRequest): Promise<string> {
  const parameters = request.method === "POST" ? await formOf(request) : new URLSearchParams(request.query);
  return parameters.get("ticket") ?? "";
}

/** The form of a POST; empty when its body is something else. */
export async function formOf(request: RoomRequest): Promise<URLSearchParams> {
  const [type = ""] = request.header("content-type");
  if (!/^application\/x-www-form-urlencoded *(?:;|$)/i.test(type)) return new URLSearchParams();
  return new URLSearchParams((await request.body(LONGEST_BODY)).toString("utf8"));
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

/** Asks somebody who is signed in whether somebody else is to be. @param leadsTo where the answer leads, as return-url.ts allows it */
export function askToSwitch(
  request: RoomRequest,
  people: { readonly name: string | null; readonly other: string | null },
  { ticket, leadsTo }: { readonly ticket: string; readonly leadsTo: string },
): RoomResponse {
  const { language, t } = speak(request);
  const who = { name: people.name ?? t("switch.somebody"), other: people.other ?? t("switch.newcomer") };
  return htmlPage(200, {
    language,
    title: t("switch.title", who),
    paragraphs: [t("switch.text", who)],
    note: t("request", { id: request.requestId }),
    form: {
      action: CONTINUE,
      hidden: ["ticket", ticket],
      button: t("switch.button", who),
      // Chrome holds every redirect behind a form against `form-action`.
      leadsTo: leadsTo.startsWith("/") ? [] : ["https:"],
    },
    link: { href: "/", text: t("switch.stay", who) },
  });
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
  return failure(request, status, publicCode(reason), "refused");
}

/** The answer to whoever would show a sign-in within something else. */
export function lookedAt(request: RoomRequest): RoomResponse {
  return failure(request, 403, "not_a_navigation", "looked");
}

/** The answer to a question that is over, or was asked of another browser. */
export function heldNoMore(request: RoomRequest): RoomResponse {
  return failure(request, 403, "held_token_over", "held");
}

/** The answer to a form of another site. */
export function foreignForm(request: RoomRequest): RoomResponse {
  return failure(request, 403, "foreign_form", "foreign");
}

/** The answer to whoever failed too often. @param retryAfter seconds */
export function tooManyFailures(request: RoomRequest, retryAfter: number): RoomResponse {
  return failure(request, 429, "too_many_failures", "tooMany", { "retry-after": String(retryAfter) });
}

/** What is no refusal of this protocol. The door sets the status. */
export function generalFailure(kind: GeneralFailure, request: RoomRequest): RoomResponse {
  const { language, t } = speak(request);
  const message = t(`general.${kind}`);
  if (wantsJson(request)) return failureJson(request, 500, kind, message);
  return htmlPage(500, { language, title: message, paragraphs: [], note: t("request", { id: request.requestId }) });
}

function failure(
  request: RoomRequest,
  status: number,
  code: string,
  said: "refused" | "looked" | "held" | "foreign" | "tooMany",
  headers: Record<string, string> = {},
): RoomResponse {
  const { language, t } = speak(request);
  const title = t(`${said}.title`);
  if (wantsJson(request)) return failureJson(request, status, code, `${title}.`, headers);
  const paragraphs = said === "refused" ? [t("refused.text"), t("refused.still")] : [t(`${said}.text`)];
  return htmlPage(status, { language, title, paragraphs, note: t("request", { id: request.requestId }) }, headers);
}

function failureJson(
  request: RoomRequest,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): RoomResponse {
  return json(status, { success: false, message, code, request_id: request.requestId }, headers);
}

/** A caller that takes JSON and no pages is a program. */
function wantsJson(request: RoomRequest): boolean {
  const accepts = request.header("accept").join(",").toLowerCase();
  return accepts.includes("application/json") && !accepts.includes("text/html");
}

function speak(request: RoomRequest) {
  const language = preferredLanguage(request.header("accept-language")[0] ?? null);
  return { language, t: wordsIn(language, "gateway") };
}
