import { escapeHtml } from "@/lib/core/escape-html";
import { layPage } from "@/lib/http/html-page";
import { markdownHtml } from "@/lib/http/markdown-html";
import type { RoomRequest, RoomResponse } from "@/lib/http/message";
import { type Language, preferredLanguage } from "@/lib/words/languages";
import { wordsIn } from "@/lib/words/words-in";
import { enrolmentScript } from "./enrolment-script";
import { ACCEPTANCE } from "./wire";

/** A document that is to be accepted, in the language that was chosen for its reader. */
export type ShownDocument = {
  readonly versionId: string;
  readonly title: string;
  /** BCP 47 tag of its text */
  readonly language: string;
  /** Markdown */
  readonly text: string;
  /** an earlier version was accepted: what is new since; else null */
  readonly changes: { readonly added: readonly string[]; readonly removed: readonly string[] } | null;
};

/** What the page shows. */
export type ShownEnrolment = {
  readonly jwt: string;
  /** says which page this is: the acceptance has to name it */
  readonly page: string;
  readonly partnerName: string;
  readonly documents: readonly ShownDocument[];
  /** origins whose pages may hold the page in a frame, and hear how it ended */
  readonly origins: readonly string[];
};

// Nothing here is half transparent: what is has been covered, to browsers that watch for that, and could not be pressed.
const style = `main{max-width:42rem;margin:1rem auto;padding:1rem 1.25rem}
section{border-top:1px solid var(--line);padding:.5rem 0}section h2{font-size:1.05rem}section h3,section h4{font-size:1rem}
ins{text-decoration:none;border-left:3px solid #15803d;padding-left:.5rem;display:block}del{border-left:3px solid #b91c1c;padding-left:.5rem;display:block;color:var(--soft)}
label{display:flex;gap:.5rem;align-items:start;margin:1rem 0;padding:.25rem 0}input{width:1.25rem;height:1.25rem;flex:none;accent-color:var(--act)}
button:disabled{background:var(--line);color:var(--soft);cursor:default}button.quiet{background:none;color:inherit;border:1px solid var(--line);margin-left:.5rem}
#end{height:2px}pre{white-space:pre-wrap}#said:empty{display:none}`;

/** The page on which the documents are read, and accepted or not. It sets no cookie and needs none. */
export function enrolmentPage(request: RoomRequest, shown: ShownEnrolment): RoomResponse {
  const { language, t } = speak(request);
  const who = { partner: shown.partnerName };
  const body = [
    `<p>${escapeHtml(t(shown.documents.length > 0 ? "intro" : "introAlone", who))}</p>`,
    ...shown.documents.map((document) => sectionOf(document, t)),
    `<div id="end" aria-hidden="true"></div>`,
    `<div id="decision" hidden><label for="agree"><input type="checkbox" id="agree" disabled><span>${escapeHtml(t(shown.documents.length > 0 ? "agree" : "agreeAlone", who))}</span></label>`,
    `<button type="button" id="accept" disabled>${escapeHtml(t("accept"))}</button><button type="button" id="cancel" class="quiet">${escapeHtml(t("cancel"))}</button></div>`,
    // The script's first act is to say something else.
    `<p id="said" role="status">${escapeHtml(t("scriptNeeded"))}</p>`,
    factsOf({
      origins: JSON.stringify(shown.origins),
      jwt: shown.jwt,
      page: shown.page,
      accept: ACCEPTANCE,
      "to-read": t("toRead"),
      working: t("working"),
      done: t("done", who),
      cancelled: t("cancelled", who),
      failed: t("failed"),
      "too-late": t("over", who),
    }),
    `<small>${escapeHtml(t("request", { id: request.requestId }))}</small>`,
  ].join("\n");
  return layPage(200, {
    language,
    title: t("title", who),
    body,
    style,
    script: enrolmentScript,
    frameAncestors: shown.origins,
  });
}

/** Why a link of ours, rightly signed, leads to no documents. */
export type Over = "expired" | "over";

/** The page of a link that is over: it says so within the client's frame, and tells the client that nobody came in. */
export function overPage(
  request: RoomRequest,
  why: Over,
  { partnerName, origins }: Pick<ShownEnrolment, "partnerName" | "origins">,
): RoomResponse {
  const { language, t } = speak(request);
  const who = { partner: partnerName };
  const body = [
    `<p>${escapeHtml(t(why, who))}</p>`,
    `<p id="said" role="status"></p>`,
    factsOf({ origins: JSON.stringify(origins), over: "" }),
    `<small>${escapeHtml(t("request", { id: request.requestId }))}</small>`,
  ].join("\n");
  const status = why === "expired" ? 400 : 409;
  return layPage(status, { language, title: t("overTitle"), body, style, script: enrolmentScript, frameAncestors: origins });
}

/** The page of a link that is none of ours: nobody may hold it in a frame, and it tells nobody anything. */
export function unknownLinkPage(request: RoomRequest, status: number, headers: Readonly<Record<string, string>> = {}): RoomResponse {
  const { language, t } = speak(request);
  const body = `<p>${escapeHtml(t("unknown"))}</p>\n<small>${escapeHtml(t("request", { id: request.requestId }))}</small>`;
  return layPage(status, { language, title: t("unknownTitle"), body }, headers);
}

function sectionOf({ versionId, title, language, text, changes }: ShownDocument, t: Say): string {
  const changed = changes === null ? "" : changesOf(changes, t);
  return `<section lang="${escapeHtml(language)}" aria-labelledby="d-${escapeHtml(versionId)}"><h2 id="d-${escapeHtml(versionId)}">${escapeHtml(title)}</h2>${changed}${markdownHtml(text, 3)}</section>`;
}

function changesOf({ added, removed }: NonNullable<ShownDocument["changes"]>, t: Say): string {
  const lines = [...removed.map((line) => `<del>${escapeHtml(line)}</del>`), ...added.map((line) => `<ins>${escapeHtml(line)}</ins>`)];
  if (lines.length === 0) return "";
  return `<details><summary>${escapeHtml(t("changes"))}</summary>${lines.join("")}</details>`;
}

// The script's facts stand in attributes, where they are text whatever they hold.
function factsOf(facts: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `<div id="facts" hidden${given.map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`).join("")}></div>`;
}

type Say = ReturnType<typeof wordsIn<"gateway.enrolment">>;

function speak(request: RoomRequest): { language: Language; t: Say } {
  const language = preferredLanguage(request.header("accept-language")[0] ?? null);
  return { language, t: wordsIn(language, "gateway.enrolment") };
}
