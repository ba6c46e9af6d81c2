import { type Language, requestLanguage, wordsIn } from "@/lib/words";

/** `90` → `2 minutes`; anything that is no number of seconds up to an hour is `a few minutes`. */
export function waitInWords(seconds: number | string | null, language: Language): string {
  const t = wordsIn(language, "accounts.wait");
  const text = String(seconds);
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > 3600) return t("aWhile");
  return count < 60 ? t("seconds", { count }) : t("minutes", { count: Math.ceil(count / 60) });
}

/** The sentence for somebody who has to wait, in the language of the request. */
export async function tooManyAttempts(seconds: number | string | null): Promise<string> {
  const language = await requestLanguage();
  return wordsIn(language, "accounts")("tooMany", { wait: waitInWords(seconds, language) });
}
