import { z } from "zod";
import { appCategories, MOST_CATEGORIES } from "@/lib/core/app-category";
import { isCurrency } from "@/lib/core/money";
import { pricePeriods } from "@/lib/core/price";
import { line, text } from "@/lib/core/plain-text";
import { checkTargetUrl, isLoopback, targetUrlSentences } from "@/lib/core/target-url";
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
    name: line(60, "The name"),
    tagline: line(LONGEST_TAGLINE, "The tagline"),
    /** Markdown */
    description: text(500, "The description"),
    categories: z
      .array(z.enum(appCategories, { error: "Choose categories from the list." }), { error: "Choose at least one category." })
      .min(1, "Choose at least one category.")
      .max(MOST_CATEGORIES, `Choose at most ${MOST_CATEGORIES} categories.`)
      .refine((chosen) => new Set(chosen).size === chosen.length, "Choose each category once."),
    serviceUrl: z
      .string({ error: "Enter the Service URL." })
      .trim()
      .superRefine((url, context) => {
        const checked = checkTargetUrl(url, { published: use === "published", platformOnLoopback: platformOnLoopback() });
        if (!checked.ok)
          context.addIssue({ code: "custom", message: targetUrlSentences[checked.reason], params: { reason: checked.reason } });
      }),
    /** null: free */
    price: z
      .object({
        minor: z
          .number({ error: "Enter a price." })
          .int("A price has no digits beyond the currency's smallest coin.")
          .min(1, "A price is more than nothing. Choose “free” for an app without one.")
          .max(2_147_483_647, "This price is too high."),
        currency: z.string({ error: "Choose a currency." }).refine(isCurrency, "Choose a currency from the list, such as EUR."),
        period: z.enum(pricePeriods, { error: "Choose for how long the app is sold." }).default("for_ever"),
      })
      .nullable(),
  });
}
export type AppInput = z.infer<ReturnType<typeof appInput>>;
