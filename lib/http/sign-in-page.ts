import { preferredLanguage } from "@/lib/words/languages";
import { wordsIn } from "@/lib/words/words-in";
import { htmlPage } from "./html-page";
import { type GeneralFailure, json, type RoomRequest, type RoomResponse } from "./message";

/** What a browser reads that came by a link which was to sign somebody in. `gone`: rightly made, but used or over. */
type Said = "refused" | "gone" | "looked" | "held" | "foreign" | "tooMany";

/** Where somebody goes first who has documents to accept. The session knows where they wanted to go: no address says it. */
export const TERMS_PAGE = "/terms";

/** Asks somebody who is signed in whether somebody else is to be. @param leadsTo where the answer leads: a path, or another site's URL */
export function askToSwitch(
  request: RoomRequest,
  people: { readonly name: string | null; readonly other: string | null },
  { action, ticket, leadsTo }: { readonly action: string; readonly ticket: string; readonly leadsTo: string },
): RoomResponse {
  const { language, t } = speak(request);
  const who = { name: people.name ?? t("switch.somebody"), other: people.other ?? t("switch.newcomer") };
  return htmlPage(200, {
    language,
    title: t("switch.title", who),
    paragraphs: [t("switch.text", who)],
    note: t("request", { id: request.requestId }),
    form: {
      action,
      hidden: ["ticket", ticket],
      button: t("switch.button", who),
      // Chrome holds every redirect behind a form against `form-action`.
      leadsTo: leadsTo.startsWith("/") ? [] : ["https:"],
    },
    link: { href: "/", text: t("switch.stay", who) },
  });
}

/** The answer to whoever would show a sign-in within something else. */
export function lookedAt(request: RoomRequest): RoomResponse {
  return signInFailure(request, 403, "not_a_navigation", "looked");
}

/** The answer to a question that is over, or was asked of another browser. */
export function heldNoMore(request: RoomRequest): RoomResponse {
  return signInFailure(request, 403, "held_token_over", "held");
}

/** The answer to a form of another site. */
export function foreignForm(request: RoomRequest): RoomResponse {
  return signInFailure(request, 403, "foreign_form", "foreign");
}

/** The answer to whoever failed too often. @param retryAfter seconds */
export function tooManyFailures(request: RoomRequest, retryAfter: number): RoomResponse {
  return signInFailure(request, 429, "too_many_failures", "tooMany", { "retry-after": String(retryAfter) });
}

/** What is no refusal of a protocol. The door sets the status. */
export function generalFailure(kind: GeneralFailure, request: RoomRequest): RoomResponse {
  const { language, t } = speak(request);
  const message = t(`general.${kind}`);
  if (wantsJson(request)) return failureJson(request, 500, kind, message);
  return htmlPage(500, { language, title: message, paragraphs: [], note: t("request", { id: request.requestId }), link: home(t("home")) });
}

/** A failed sign-in, as a page for people or as JSON for programs. Nothing of what came in is on it. */
export function signInFailure(
  request: RoomRequest,
  status: number,
  code: string,
  said: Said,
  headers: Record<string, string> = {},
): RoomResponse {
  const { language, t } = speak(request);
  const title = t(`${said}.title`);
  if (wantsJson(request)) return failureJson(request, status, code, `${title}.`, headers);
  const paragraphs = said === "refused" ? [t("refused.text"), t("refused.still")] : [t(`${said}.text`)];
  return htmlPage(status, { language, title, paragraphs, note: t("request", { id: request.requestId }), link: home(t("home")) }, headers);
}

function home(text: string): { href: string; text: string } {
  return { href: "/", text };
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
export function wantsJson(request: RoomRequest): boolean {
  const accepts = request.header("accept").join(",").toLowerCase();
  return accepts.includes("application/json") && !accepts.includes("text/html");
}

function speak(request: RoomRequest) {
  const language = preferredLanguage(request.header("accept-language")[0] ?? null);
  return { language, t: wordsIn(language, "gateway") };
}
