import { z } from "zod";
import { now } from "@/lib/clock";
import { isCountry } from "@/lib/core/country";
import { document, line } from "@/lib/core/plain-text";
import { word } from "@/lib/core/word";

/** What the pages and the command line call a document by. */
export const documentSlug = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, word("forms.terms.slug"));

/** What the operator publishes: one text of a document, for a country or without one, in a language. */
export const termsInput = z.object({
  slug: documentSlug,
  title: line(120, "title"),
  /** Markdown */
  markdown: document(50_000),
  /** ISO 3166-1 alpha-2; null: for everybody whose country has no version of its own */
  country: z.string().refine(isCountry, word("forms.terms.country")).nullable(),
  /** ISO 639, such as `es` */
  language: z.string().refine(isLanguage, word("forms.terms.language")),
  /** counts for a new document alone; later the operator changes it at the document */
  mandatory: z.boolean(),
  /** when a new version begins; null: at once */
  effectiveAt: z
    .date({ error: word("forms.terms.effectiveMalformed") })
    .refine((at) => at > now(), word("forms.terms.effectivePast"))
    .nullable(),
});
export type TermsInput = z.infer<typeof termsInput>;

function isLanguage(code: string): boolean {
  return /^[a-z]{2,3}$/.test(code) && new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(code) !== undefined;
}
