import type { ToldAttempt } from "@/components/panel/told-attempt";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { type Language, wordsIn } from "@/lib/words";
import { momentInWords } from "@/lib/words/formats";
import { explainEvent } from "../../../events/explain-event";

/** An attempt in finished texts, field by field. @param zone the partner's */
export function tellAttempt(event: ListedLoginEvent, zone: string, language: Language): ToldAttempt {
  const { id, at, what, accepted, sentence, remedy } = explainEvent(event, language);
  const text = wordsIn(language, "quickStart")("live.at", { what, at: momentInWords(at, zone, language) });
  return { id, accepted, text, sentence, remedy };
}
