import { createTranslator, type Messages, type NamespaceKeys, type NestedKeyOf } from "use-intl/core";
import { type Language, languages } from "./languages";

/**
 * The words of an area in a given language, for what is written to somebody who is not here, such as a mail.
 * @param area absent: all of them, by their whole keys
 */
export function wordsIn<Area extends NamespaceKeys<Messages, NestedKeyOf<Messages>> = never>(language: Language, area?: Area) {
  return createTranslator<Messages, Area>({
    locale: language,
    messages: languages[language].words,
    namespace: area,
    // A word that is missing, or one value too few, is a bug: better found by a test than read by somebody.
    onError: (error) => {
      throw error;
    },
  });
}
