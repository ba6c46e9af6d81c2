import { createTranslator, type Messages, type NamespaceKeys, type NestedKeyOf } from "use-intl/core";
import { type Language, languages } from "./languages";

/**
 * The words of an area in a given language, for what is written to somebody who is not here, such as a mail.
 * @param area absent: all of them, by their whole keys
 */
export function wordsIn<Area extends NamespaceKeys<Messages, NestedKeyOf<Messages>> = never>(language: Language, area?: Area) {
  const key = `${language} ${area ?? ""}`;
  const known = translators.get(key) as ReturnType<typeof translatorOf<Area>> | undefined;
  if (known) return known;
  const made = translatorOf(language, area);
  translators.set(key, made);
  return made;
}

// A translator keeps the messages that it has taken apart. There are as many as languages and areas.
const translators = new Map<string, unknown>();

function translatorOf<Area extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(language: Language, area: Area | undefined) {
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
