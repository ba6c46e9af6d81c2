import type { z } from "zod";
import type { Word } from "@/lib/core/word";
import { type Language, languages } from "@/lib/words/languages";
import { wordsIn } from "@/lib/words/words-in";

/**
 * The sentence for an input that a schema refuses: the word that the schema names (lib/core/word.ts), with the values of the
 * issue, such as `maximum`, in its places. What zod finds by itself gets a sentence of its kind.
 */
export function issueSentence(issue: z.core.$ZodIssue, language: Language): string {
  const t = wordsIn(language);
  return isWord(issue.message, language) ? t(issue.message, valuesOf(issue)) : t(`forms.other.${kindOf(issue)}`);
}

// Not `t.has()`, which takes what an object inherits, and an area, for a sentence.
function isWord(text: string, language: Language): text is Word {
  let found: unknown = languages[language].words;
  for (const part of text.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return false;
    found = (found as Record<string, unknown>)[part];
  }
  return typeof found === "string";
}

function kindOf({ code }: z.core.$ZodIssue): "tooSmall" | "tooBig" | "invalid" {
  return code === "too_small" ? "tooSmall" : code === "too_big" ? "tooBig" : "invalid";
}

function valuesOf(issue: z.core.$ZodIssue): Record<string, string | number> {
  const given = { ...issue, ...(issue.code === "custom" ? issue.params : {}) };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string | number] => /^(string|number)$/.test(typeof entry[1])),
  );
}
