import { ChoiceField, TextArea, TextField } from "@/components/forms/fields";
import type { AppRevision } from "@/lib/apps";
import { appCategories } from "@/lib/core/app-category";
import { words } from "@/lib/words";
import { PriceFields } from "./price-fields";

/** The fields by which an app is registered and edited. @param revision what they hold at first */
export async function AppFields({ revision }: { revision: AppRevision | null }) {
  const [t, ofCatalogue] = await Promise.all([words("apps.fields"), words("services.categories")]);
  return (
    <>
      <TextField name="name" label={t("name")} hint={t("nameHint")} defaultValue={revision?.name} autoComplete="off" />
      <TextField name="tagline" label={t("tagline")} hint={t("taglineHint")} defaultValue={revision?.tagline} autoComplete="off" />
      <TextArea name="description" label={t("description")} hint={t("descriptionHint")} rows={8} defaultValue={revision?.description} />
      <ChoiceField
        type="checkbox"
        dense
        name="categories"
        label={t("categories")}
        hint={t("categoriesHint")}
        choices={appCategories.map((category) => ({ value: category, label: ofCatalogue(category) }))}
        defaultValues={revision?.categories}
      />
      <TextField
        name="serviceUrl"
        label={t("serviceUrl")}
        hint={t("serviceUrlHint")}
        placeholder={t("serviceUrlExample")}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        defaultValue={revision?.serviceUrl}
      />
      <PriceFields price={revision?.price ?? null} />
    </>
  );
}
