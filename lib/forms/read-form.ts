import type { z } from "zod";

const LONGEST_TYPED = 20_000;
const MOST_FIELDS = 60;
// Next's own bookkeeping, and what must not travel back to the browser.
const unseen = /^\$|^submission$|password/i;

/** The fields of a form as an object for a schema: one value as text, several of one name as a list; files are left out. */
export function formObject(form: FormData): Record<string, string | string[]> {
  const read: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const name of fieldNames(form)) {
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
export function sentencesOf(issues: readonly z.core.$ZodIssue[]): {
  readonly sentence: string | null;
  readonly errors: Record<string, string>;
} {
  const errors: Record<string, string> = {};
  let sentence: string | null = null;
  for (const { path, message } of issues) {
    const name = String(path[0] ?? "");
    if (name === "") sentence ??= message;
    else errors[name] ??= message;
  }
  return { sentence, errors };
}
