import { z } from "zod";
import { word } from "./word";

/** What is asked for; the sentences about it stand under this name in the words. */
type LineName = "name" | "tagline" | "title" | "username" | "userId" | "reference";
type TextName = LineName | "description" | "note";

/**
 * One line that a person types: trimmed, 1 to `max` characters. NUL and other control characters, lone surrogates and
 * bidirectional overrides are refused: PostgreSQL, a log line or a reader would each take them for something else.
 */
export function line(max: number, name: LineName) {
  return text(max, name).refine((value) => !/[\n\r\t]/.test(value), word(`forms.${name}.oneLine`));
}

/** Several lines, otherwise as {@link line}. */
export function text(max: number, name: TextName) {
  const missing = word(`forms.${name}.missing`);
  return z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(max, word(`forms.${name}.tooLong`))
    .refine(isPlain, word(`forms.${name}.unshowable`));
}

/**
 * A document: kept as it is but for line ends, which become `\n`, so that the hash of a file is the hash of what is stored.
 */
export function document(max: number) {
  const missing = word("forms.document.missing");
  return z
    .string({ error: missing })
    .transform((typed) => typed.replace(/\r\n?/g, "\n"))
    .pipe(
      z
        .string()
        .refine((value) => value.trim() !== "", missing)
        .max(max, word("forms.document.tooLong"))
        .refine(isPlain, word("forms.document.unshowable")),
    );
}

function isPlain(value: string): boolean {
  return value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(value);
}
