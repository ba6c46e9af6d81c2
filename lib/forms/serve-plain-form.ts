import type { Word } from "@/lib/core/word";
import { isDatabaseGone } from "@/lib/db/failure";
import { environment } from "@/lib/env";
import { log } from "@/lib/log";
import { requestLanguage, words, wordsIn } from "@/lib/words";
import { factsOf } from "./request-facts";
import { isSameOrigin, senderOf } from "./same-origin";

/**
 * Serves a form that posts to a route handler instead of an action: a button that stands on every page, or one whose answer
 * leads away from us. From our own pages only, and it never throws: what goes wrong is a sentence with the headers of ours.
 * @param work given the id of the request
 */
export async function servePlainForm(headers: Headers, work: (requestId: string) => Promise<Response>): Promise<Response> {
  const { requestId } = factsOf(headers);
  const t = await words("forms.plain");
  if (!isSameOrigin(senderOf(headers), environment().publicUrl)) return plainAnswer(403, t("foreign"));
  try {
    return await work(requestId);
  } catch (error) {
    const gone = isDatabaseGone(error);
    log()[gone ? "warn" : "error"]({ error, requestId }, "a form could not be served");
    if (gone) return plainAnswer(503, t("databaseGone"), { "retry-after": "2" });
    return plainAnswer(500, t("failed", { requestId }));
  }
}

/** A sentence instead of a page. */
export function plainAnswer(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(sentence, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

/** What every method but POST is answered. @param sentence the word that says how it is done instead */
export function onlyPosted(sentence: Word): () => Promise<Response> {
  return async () => plainAnswer(405, wordsIn(await requestLanguage())(sentence), { allow: "POST" });
}
