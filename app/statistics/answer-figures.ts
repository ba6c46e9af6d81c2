import { requestLanguage } from "@/lib/words";
import { askStatistics } from "./ask-statistics";
import { loadStatistics } from "./load-statistics";
import { queryOf } from "./query-of-request";
import type { Whose } from "./whose";

/** What an open page asks for again: the figures in finished texts. */
export async function answerFigures(whose: Whose, request: Request): Promise<Response> {
  const asked = await askStatistics(whose, queryOf(request));
  // The page says why; whoever asks here has its address from there.
  if (!asked.ok) return new Response(null, { status: asked.reason === "app_unknown" || asked.reason === "subject_unknown" ? 404 : 400 });
  const loaded = await loadStatistics(asked.value, whose, await requestLanguage());
  return loaded ? Response.json({ told: loaded.told }) : new Response(null, { status: 503, headers: { "retry-after": "5" } });
}
