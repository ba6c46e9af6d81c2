import { z } from "zod";

/**
 * One line that a person types: trimmed, 1 to `max` characters. NUL and other control characters, lone surrogates and
 * bidirectional overrides are refused: PostgreSQL, a log line or a reader would each take them for something else.
 */
export function line(max: number, label: string) {
  return text(max, label).refine((value) => !/[\n\r\t]/.test(value), `${label} is a single line.`);
}

/** Several lines, otherwise as {@link line}. */
export function text(max: number, label: string) {
  return z
    .string({ error: `${label} is missing.` })
    .trim()
    .min(1, `${label} is missing.`)
    .max(max, `${label} has at most ${max} characters.`)
    .refine(isPlain, `${label} contains characters that cannot be shown. Type it anew instead of pasting it.`);
}

function isPlain(value: string): boolean {
  return value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(value);
}
