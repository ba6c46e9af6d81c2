import type { z } from "zod";
import type { Language } from "@/lib/words/languages";
import { issueSentence } from "./issue-sentence";

const LONGEST_TYPED = 50_000;
const MOST_FIELDS = 60;
// Next's own bookkeeping, and what must not travel back to the browser.
const unseen = /^\$|^submission$|password|sharedKey/i;

/** What a schema gets to see of a form. */
export type FormObject = Record<string, string | string[] | File>;

/**
 * The fields of a form as an object for a schema: one value as text, several of one name as a list.
 * @param fileFields the fields that are files, the first of each; all other files are left out
 */
export function formObject(form: FormData, fileFields: readonly string[] = []): FormObject {
  const read: FormObject = Object.create(null) as FormObject;
  for (const name of fieldNames(form)) {
    if (fileFields.includes(name)) {
      const file = form.get(name);
      if (file instanceof File) read[name] = file;
      continue;
    }
    const values = textsOf(form, name);
    const [first] = values;
    if (first !== undefined) read[name] = values.length === 1 ? first : values;
  }
  return read;
}

/** What was typed, to be put back into the fields when the form is refused. */
export function typedIn(form: FormData): Record<string, readonly string[]> {
  const names = fieldNames(form).filter((name) => !unseen.test(name));
  return Object.fromEntries(names.map((name) => [name, textsOf(form, name).map((text) => text.slice(0, LONGEST_TYPED))]));
}

function fieldNames(form: FormData): string[] {
  return [...new Set(form.keys())].filter((name) => !name.startsWith("$")).slice(0, MOST_FIELDS);
}

function textsOf(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === "string");
}

/** The first sentence for each field; under `""` the one for the whole form. Of hidden fields the form itself tells. */
export function sentencesOf(
  issues: readonly z.core.$ZodIssue[],
  language: Language,
): {
  readonly sentence: string | null;
  readonly errors: Record<string, string>;
} {
  const errors: Record<string, string> = {};
  let sentence: string | null = null;
  for (const issue of issues) {
    const name = String(issue.path[0] ?? "");
    const said = issueSentence(issue, language);
    if (name === "") sentence ??= said;
    else errors[name] ??= said;
  }
  return { sentence, errors };
}
