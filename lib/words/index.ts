import { headers } from "next/headers";
import { cache } from "react";
import type { Messages, NamespaceKeys, NestedKeyOf } from "use-intl/core";
import { type Language, likedLanguages, preferredLanguage } from "./languages";
import { wordsIn } from "./words-in";

export { type Language, languages } from "./languages";
export { wordsIn } from "./words-in";

/** The language of whoever asks for the page or sends the form that is being served. */
export const requestLanguage = cache(async (): Promise<Language> => preferredLanguage((await headers()).get("accept-language")));

/** All languages that they like, the best first, for texts that others have written. */
export const requestLanguages = cache(async (): Promise<readonly string[]> => likedLanguages((await headers()).get("accept-language")));

/**
 * The words of an area, in the reader's language: `const t = await words("panel.apps")`, then `t("title")`.
 * Client components get plain texts from `useWords()` instead, or as props.
 */
export async function words<Area extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(area: Area) {
  return wordsIn(await requestLanguage(), area);
}
