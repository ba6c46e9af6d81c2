import { TextArea, TextField } from "@/components/forms/fields";
import type { AppRevision } from "@/lib/apps";
import { PriceFields } from "./price-fields";

/** The fields by which an app is registered and edited. @param revision what they hold at first */
export function AppFields({ revision }: { revision: AppRevision | null }) {
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
      <PriceFields price={revision?.price ?? null} />
    </>
  );
}
