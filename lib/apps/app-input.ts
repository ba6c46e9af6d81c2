import { z } from "zod";
import { appCategories, MOST_CATEGORIES } from "@/lib/core/app-category";
import { isCurrency } from "@/lib/core/money";
import { pricePeriods } from "@/lib/core/price";
import { line, text } from "@/lib/core/plain-text";
import { checkTargetUrl, isLoopback } from "@/lib/core/target-url";
import { word } from "@/lib/core/word";
import { environment } from "@/lib/env";

/** True when this platform is tried out on one machine: its own address is http on a loopback host. */
export function platformOnLoopback(): boolean {
  const url = new URL(environment().publicUrl);
  return url.protocol === "http:" && isLoopback(url);
}

const LONGEST_TAGLINE = 80;

/** A tagline for who gives none: the first line of a description, cut where it is too long. */
export function firstLine(description: string): string {
  const first = description.trim().split("\n", 1)[0]?.trim() ?? "";
  if (first.length <= LONGEST_TAGLINE) return first;
  return `${first.slice(0, LONGEST_TAGLINE - 1).trimEnd()}…`.toWellFormed();
}

/**
 * What a developer says of an app.
 * @param use `draft` (default) lets the Service URL be plain http; `published` applies the catalogue's rule at once
 */
export function appInput(use: "draft" | "published" = "draft") {
  return z.object({
    name: line(60, "name"),
    tagline: line(LONGEST_TAGLINE, "tagline"),
    /** Markdown */
    description: text(500, "description"),
    categories: z
      .array(z.enum(appCategories, { error: word("forms.categories.unknown") }), { error: word("forms.categories.missing") })
      .min(1, word("forms.categories.missing"))
      .max(MOST_CATEGORIES, word("forms.categories.tooMany"))
      .refine((chosen) => new Set(chosen).size === chosen.length, word("forms.categories.twice")),
    serviceUrl: z
      .string({ error: word("forms.serviceUrl.missing") })
      .trim()
      .superRefine((url, context) => {
        const checked = checkTargetUrl(url, { published: use === "published", platformOnLoopback: platformOnLoopback() });
        if (!checked.ok)
          context.addIssue({ code: "custom", message: word(`refusals.app.${checked.reason}`), params: { reason: checked.reason } });
      }),
    /** null: free */
    price: z
      .object({
        minor: z
          .number({ error: word("forms.price.missing") })
          .int(word("forms.price.tooFine"))
          .min(1, word("forms.price.nothingOrFree"))
          .max(2_147_483_647, word("forms.price.tooHigh")),
        currency: z.string({ error: word("forms.currency.missing") }).refine(isCurrency, word("forms.currency.unknown")),
        period: z.enum(pricePeriods, { error: word("forms.period.missing") }).default("for_ever"),
      })
      .nullable(),
  });
}
export type AppInput = z.infer<ReturnType<typeof appInput>>;
