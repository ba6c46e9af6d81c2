import { htmlPage } from "@/lib/http/html-page";
import type { GeneralFailure, RoomRequest, RoomResponse } from "@/lib/http/message";
import { preferredLanguage } from "@/lib/words/languages";
import { wordsIn } from "@/lib/words/words-in";

/** `/portal`, spelled exactly so. */
export const portalPath = /^\/portal$/;

/** Where it is written what takes the place of these links. */
export const MIGRATION_GUIDE = "/guides/portal-links";
/** What a link that signed nobody in leads to: one address for all, whatever the link. */
const RETIRED = "/sign-in?notice=portal-link-retired";

/** 24 November 2026: since then they are deprecated (RFC 9745: seconds of the epoch, as a structured date). */
const DEPRECATED_SINCE = "@1795478400";
/** A year later nobody has to answer them any more (RFC 8594). */
const SUNSET = "Wed, 24 Nov 2027 00:00:00 GMT";

/** What a link says openly. What stands there twice counts as not there. */
export type PortalLink = { readonly key: string | null; readonly sig: string | null };

/** Reads the query. Nothing of it is decoded but the percent signs. @returns null when it is no portal link: `auth` is not 1, once */
export function readPortalLink(request: RoomRequest): PortalLink | null {
  const asked = new URLSearchParams(request.query);
  const only = (name: string) => {
    const [value, ...more] = asked.getAll(name);
    return value === undefined || more.length > 0 ? null : value;
  };
  return only("auth") === "1" ? { key: only("key"), sig: only("sig") } : null;
}

/** The answer to a link of whoever is signed in, and to who asks for `/portal` alone: the home, without the query. */
export function toHome(publicUrl: string): RoomResponse {
  return redirect(publicUrl, "/");
}

/** The answer to every other link. 303, so that no browser remembers it with the password (P5-11). */
export function retired(publicUrl: string): RoomResponse {
  return redirect(publicUrl, RETIRED);
}

/** The page for whoever would show it within another page, or sent it unencrypted. */
export function refused(publicUrl: string, request: RoomRequest, said: "looked" | "inClear"): RoomResponse {
  const { language, t } = speak(request);
  const page = { language, title: t(`${said}Title`), paragraphs: [t(said)], note: t("request", { id: request.requestId }) };
  return htmlPage(403, page, farewell(publicUrl));
}

/** What is no refusal of this protocol. The door sets the status. */
export function generalFailure(publicUrl: string, kind: GeneralFailure, request: RoomRequest): RoomResponse {
  const { language, t } = speak(request);
  const title = kind === "method_not_allowed" ? t("getAlone") : wordsIn(language, "gateway.general")(kind);
  return htmlPage(500, { language, title, paragraphs: [], note: t("request", { id: request.requestId }) }, farewell(publicUrl));
}

function redirect(publicUrl: string, location: string): RoomResponse {
  return { status: 303, headers: { location, ...farewell(publicUrl) }, body: "" };
}

// On every answer: that such links end, when, and what takes their place.
function farewell(publicUrl: string): Record<string, string> {
  const guide = `<${publicUrl}${MIGRATION_GUIDE}>`;
  return {
    deprecation: DEPRECATED_SINCE,
    sunset: SUNSET,
    link: `${guide}; rel="deprecation"; type="text/html", ${guide}; rel="sunset"; type="text/html"`,
  };
}

function speak(request: RoomRequest) {
  const language = preferredLanguage(request.header("accept-language")[0] ?? null);
  return { language, t: wordsIn(language, "gateway.portalLink") };
}
