import { ChoiceField, SelectField, TextField } from "@/components/forms/fields";
import { minorDigits } from "@/lib/core/money";
import { type Price, pricePeriods } from "@/lib/core/price";
import { words } from "@/lib/words";
import { currencies } from "./app-form";

/** What an app costs, and for how long. @param price what the fields hold at first; null: free */
export async function PriceFields({ price }: { price: Price | null }) {
  const t = await words("purchases.price");
  const offered = price === null || currencies.includes(price.currency) ? currencies : [price.currency, ...currencies];
  return (
    <>
      <ChoiceField
        type="radio"
        name="pricing"
        label={t("label")}
        choices={[
          { value: "free", label: t("pricing.free") },
          { value: "paid", label: t("pricing.paid") },
        ]}
        defaultValues={[price === null ? "free" : "paid"]}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="amount"
          label={t("amount")}
          optional
          hint={t("amountHint")}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={price === null ? "" : (price.minor / 10 ** minorDigits(price.currency)).toFixed(minorDigits(price.currency))}
        />
        <SelectField
          name="currency"
          label={t("currency")}
          hint={t("currencyHint")}
          choices={offered.map((code) => ({ value: code, label: code }))}
          defaultValue={price?.currency ?? "EUR"}
        />
      </div>
      <SelectField
        name="period"
        label={t("period")}
        hint={t("periodHint")}
        choices={pricePeriods.map((period) => ({ value: period, label: t(`periods.${period}`) }))}
        defaultValue={price?.period ?? "for_ever"}
      />
    </>
  );
}
