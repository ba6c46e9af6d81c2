import { ChoiceField, SelectField, TextArea, TextField } from "@/components/forms/fields";
import { minorDigits } from "@/lib/core/money";
import type { AppRevision } from "@/lib/apps";
import { currencies } from "./app-form";

/** The fields by which an app is registered and edited. @param revision what they hold at first */
export function AppFields({ revision }: { revision: AppRevision | null }) {
  const price = revision?.price ?? null;
  const offered = price === null || currencies.includes(price.currency) ? currencies : [price.currency, ...currencies];
  return (
    <>
      <TextField name="name" label="Name" hint="As users find it in the catalogue." defaultValue={revision?.name} autoComplete="off" />
      <TextArea
        name="description"
        label="Description"
        hint="What it does for the user, in a sentence or two."
        rows={3}
        defaultValue={revision?.description}
      />
      <TextField
        name="serviceUrl"
        label="Service URL"
        hint="Where we send the user, with the one-time token added as the parameter “services”. A draft may use http://localhost; a published app needs https."
        placeholder="https://shop.example/login"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        defaultValue={revision?.serviceUrl}
      />
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
