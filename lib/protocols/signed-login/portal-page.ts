import { htmlPage } from "@/lib/http/html-page";
import type { GeneralFailure, RoomRequest, RoomResponse } from "@/lib/http/message";
import { preferredLanguage } from "@/lib/words/languages";
import { wordsIn } from "@/lib/words/words-in";
import { PORTAL_ENTRY } from "./wire";

/** Asks somebody who is signed in whether somebody else is to be. @param other the partner whose user that is */
export function askToSwitch(request: RoomRequest, { name, other }: { name: string | null; other: string }, ticket: string): RoomResponse {
  const { language, t } = speak(request);
  const who = { name: name ?? t("somebody"), other };
  return htmlPage(200, {
    language,
    title: t("title", who),
    paragraphs: [t("text", who)],
    note: t("request", { id: request.requestId }),
    form: { action: PORTAL_ENTRY, hidden: ["ticket", ticket], button: t("button", who), leadsTo: [] },
    link: { href: "/", text: t("stay", who) },
  });
}

/** The page of an address that opens nothing. */
export function refused(request: RoomRequest, status: number, headers: Readonly<Record<string, string>> = {}): RoomResponse {
  const { language, t } = speak(request);
  const page = { language, title: t("overTitle"), paragraphs: [t("over")], note: t("request", { id: request.requestId }) };
  return htmlPage(status, page, headers);
}

/** What is no refusal of ours. The door sets the status. */
export function generalFailure(kind: GeneralFailure, request: RoomRequest): RoomResponse {
  const { language, t } = speak(request);
  const title = wordsIn(language, "gateway.general")(kind);
  return htmlPage(500, { language, title, paragraphs: [], note: t("request", { id: request.requestId }) });
}

function speak(request: RoomRequest) {
  const language = preferredLanguage(request.header("accept-language")[0] ?? null);
  return { language, t: wordsIn(language, "gateway.portal") };
}
