import { z } from "zod";
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

/**
 * What a developer says of an app.
 * @param use `draft` (default) lets the Service URL be plain http; `published` applies the catalogue's rule at once
 */
export function appInput(use: "draft" | "published" = "draft") {
  return z.object({
    name: line(60, "The name"),
    description: text(500, "The description"),
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
