import { ChoiceField, SelectField, TextField } from "@/components/forms/fields";
import { minorDigits, type Money } from "@/lib/core/money";
import { currencies } from "./app-form";

/** What an app costs. @param price what the fields hold at first; null: free */
export function PriceFields({ price }: { price: Money | null }) {
  const offered = price === null || currencies.includes(price.currency) ? currencies : [price.currency, ...currencies];
  return (
    <>
      <ChoiceField
        type="radio"
        name="pricing"
        label="Price"
        choices={[
          { value: "free", label: "Free" },
          { value: "paid", label: "Users pay for it" },
        ]}
        defaultValues={[price === null ? "free" : "paid"]}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="amount"
          label="Amount"
          optional
          hint="When users pay for it."
          inputMode="decimal"
          autoComplete="off"
          defaultValue={price === null ? "" : (price.minor / 10 ** minorDigits(price.currency)).toFixed(minorDigits(price.currency))}
        />
        <SelectField
          name="currency"
          label="Currency"
          hint="In which they pay."
          choices={offered.map((code) => ({ value: code, label: code }))}
          defaultValue={price?.currency ?? "EUR"}
        />
      </div>
    </>
  );
}
