import { z } from "zod";
import { minorDigits, parseAmount } from "@/lib/core/money";
import { pricePeriods } from "@/lib/core/price";
import { word } from "@/lib/core/word";
import { appInput } from "@/lib/apps";

/** The currencies that the form offers first; an app may have another one already. */
export const currencies = ["EUR", "USD", "GBP", "BGN", "CHF", "CZK", "DKK", "HUF", "ISK", "JPY", "NOK", "PLN", "RON", "SEK", "TRY", "UAH"];

/** The fields of the form for an app, as the room wants them: what was typed as an amount becomes minor units. */
export const appForm = appInput()
  .omit({ price: true })
  .extend({
    // One ticked box is a text, several are a list.
    categories: z.preprocess((ticked) => (typeof ticked === "string" ? [ticked] : ticked), appInput().shape.categories),
    pricing: z.enum(["free", "paid"], { error: word("forms.price.freeOrPaid") }),
    amount: z.string().max(40).default(""),
    currency: z.string().max(3).default("EUR"),
    period: z.string().max(20).default("for_ever"),
  })
  .transform(({ pricing, amount, currency, period, ...fields }, context) => {
    if (pricing === "free") return { ...fields, price: null };
    const checked = appInput().shape.price.unwrap().shape.currency.safeParse(currency);
    if (!checked.success) {
      context.addIssue({ code: "custom", path: ["currency"], message: word("forms.currency.notListed") });
      return z.NEVER;
    }
    const howLong = z.enum(pricePeriods).safeParse(period);
    if (!howLong.success) {
      context.addIssue({ code: "custom", path: ["period"], message: word("forms.period.missing") });
      return z.NEVER;
    }
    const minor = parseAmount(amount, currency);
    if (minor === null || minor === 0) {
      const mistake = minor === 0 ? { message: word("forms.price.nothingOrFree") } : amountMistake(currency);
      context.addIssue({ code: "custom", path: ["amount"], ...mistake });
      return z.NEVER;
    }
    return { ...fields, price: { minor, currency, period: howLong.data } };
  });

function amountMistake(currency: string) {
  const digits = minorDigits(currency);
  return digits === 0
    ? { message: word("forms.price.wholeAmount"), params: { currency } }
    : { message: word("forms.price.amount"), params: { example: (4.99).toFixed(digits) } };
}
