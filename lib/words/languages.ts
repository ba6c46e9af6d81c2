import { en } from "./en";

/** What is said, in one language. English is complete, and gives the others their shape. */
export type Words = typeof en;

/**
 * The languages of the pages and mails, by their BCP 47 tag. A new one: a folder beside `en` with the same files, and a line here.
 * `formats` is the locale of its dates, numbers and money.
 */
export const languages = { en: { words: en, formats: "en-GB" } } as const satisfies Record<
  string,
  { readonly words: Words; readonly formats: string }
>;

export type Language = keyof typeof languages;

/** Spoken where nothing is known of the reader. */
export const fallbackLanguage: Language = "en";

/**
 * The languages that a reader likes, the best first, as subtags such as `es` (RFC 9110, section 12.5.4; a region falls back to
 * its language).
 * @param accepted value of an `Accept-Language` header
 */
export function likedLanguages(accepted: string | null): string[] {
  const wishes = (accepted ?? "")
    .slice(0, 500)
    .split(",")
    .map((wish) => {
      const [tag = "", ...parameters] = wish.split(";").map((part) => part.trim().toLowerCase());
      const q = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
      return { language: tag.split("-")[0] ?? "", q: Number.isFinite(q) ? q : 0 };
    })
    .filter(({ q }) => q > 0)
    .toSorted((left, right) => right.q - left.q);
  return [...new Set(wishes.map(({ language }) => language))].filter((language) => /^[a-z]{2,3}$/.test(language));
}

/** The language of ours that a reader likes best. @param accepted value of an `Accept-Language` header */
export function preferredLanguage(accepted: string | null): Language {
  const found = likedLanguages(accepted).find((language) => Object.hasOwn(languages, language));
  return (found as Language | undefined) ?? fallbackLanguage;
}

declare module "use-intl/core" {
  interface AppConfig {
    Locale: Language;
    Messages: Words;
  }
}
