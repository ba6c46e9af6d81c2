import { IntlErrorCode } from "use-intl/core";
import { expect, test } from "vitest";
import type { Word } from "../core/word";
import { type Language, languages, preferredLanguage } from "./languages";
import { wordsIn } from "./words-in";

function keysOf(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? keysOf(value as object, `${path}${key}.`) : [`${path}${key}`],
  );
}

test("every language says everything that English says, and nothing besides", () => {
  for (const { words } of Object.values(languages)) expect(keysOf(words)).toEqual(keysOf(languages.en.words));
});

test("every sentence of every language can be read as a message", () => {
  const unreadable = (Object.keys(languages) as Language[]).flatMap((language) =>
    keysOf(languages[language].words).filter((key) => {
      try {
        wordsIn(language)(key as Word);
      } catch (error) {
        // Without its values a sentence that has places cannot be said; that it has them could be read.
        return (error as { code?: string }).code !== IntlErrorCode.FORMATTING_ERROR;
      }
      return false;
    }),
  );
  expect(unreadable).toEqual([]);
});

test("a translator is made once for each language and area, and says the words of its own area", () => {
  expect(wordsIn("en", "shell")).toBe(wordsIn("en", "shell"));
  expect(wordsIn("en", "panel")).not.toBe(wordsIn("en", "shell"));
  expect(wordsIn("en", "payoffs.panel")("title")).toBe(wordsIn("en")("payoffs.panel.title"));
});

test("words for the browser have plain {places} alone, since nothing there parses messages", () => {
  for (const text of Object.values(languages.en.words.client)) expect(text.replace(/\{\w+\}/g, "")).not.toMatch(/[{}<>]/);
});

test("the best-liked language that we have is spoken, a region falls back to its language, and nonsense to English", () => {
  for (const header of [null, "", "en", "en-US,en;q=0.9", "tlh, en;q=0.1", "en;q=0", "constructor", ";;;,=", "x".repeat(9_999)]) {
    expect(preferredLanguage(header)).toBe("en");
  }
});

test("a word whose value is missing is an error, not a text with a hole", () => {
  const t = wordsIn("en", "client");
  expect(() => t("copyOf")).toThrow();
  expect(t("copy")).toBe("Copy");
});
