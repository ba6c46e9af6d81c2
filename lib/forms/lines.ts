import { z } from "zod";

/** A field with several values, one a line; commas do as well. @param schema of the list of them */
export function lines<List>(schema: z.ZodType<List, string[]>) {
  return z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter((line) => line !== ""))
    .pipe(schema);
}
