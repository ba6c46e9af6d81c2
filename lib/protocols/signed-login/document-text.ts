import { languageOfCountry } from "@/lib/core/country";
import { likedLanguages } from "@/lib/words/languages";

/** A document's text in one language. */
export type DocumentText = { readonly language: string; readonly title: string; readonly text: string };

/**
 * The text that a reader gets: in a language that they ask for, else in that of their country, else in English, else in any.
 * @param accepted value of the `Accept-Language` header
 */
export function textFor(texts: readonly DocumentText[], accepted: string | null, country: string): DocumentText | undefined {
  const primary = (tag: string) => tag.split("-", 1)[0]?.toLowerCase();
  const wishes = [...likedLanguages(accepted), languageOfCountry(country), "en"];
  for (const wish of wishes) {
    const found = texts.find(({ language }) => primary(language) === wish);
    if (found) return found;
  }
  return texts[0];
}

/** What is new in a text and what is gone from it, paragraph by paragraph. */
export function changedParagraphs(before: string, after: string): { readonly added: string[]; readonly removed: string[] } {
  const [old, now] = [paragraphs(before), paragraphs(after)];
  return { added: now.filter((one) => !old.includes(one)), removed: old.filter((one) => !now.includes(one)) };
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
