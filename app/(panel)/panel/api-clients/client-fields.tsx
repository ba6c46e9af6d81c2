import { ChoiceField, SelectField, TextArea, TextField } from "@/components/forms/fields";
import type { ApiClientView } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { lifeIn, lifeUnitNames } from "./session-life";

const DEFAULT_LIFE_SECONDS = 86_400;

/** How an API client's calls are taken: the fields of the forms to make and to change one. @param client what they hold at first */
export async function ClientFields({ client }: { client: ApiClientView | null }) {
  const t = await words("apiClients.fields");
  const life = lifeIn(client?.sessionLifeSeconds ?? DEFAULT_LIFE_SECONDS);
  return (
    <>
      <TextField name="name" label={t("name")} hint={t("nameHint")} autoComplete="off" defaultValue={client?.name} />
      <TextArea
        name="parentOrigins"
        label={t("parentOrigins")}
        hint={t("parentOriginsHint")}
        placeholder={t("parentOriginsExample")}
        optional
        rows={3}
        spellCheck={false}
        defaultValue={client?.parentOrigins.join("\n")}
      />
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          name="lifeCount"
          label={t("life")}
          hint={t("lifeHint")}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-32"
          defaultValue={String(life.count)}
        />
        <SelectField
          name="lifeUnit"
          label={t("lifeUnit")}
          choices={lifeUnitNames.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
          defaultValue={life.unit}
        />
      </div>
      <TextArea
        name="callerAddresses"
        label={t("callerAddresses")}
        hint={t("callerAddressesHint")}
        optional
        rows={2}
        spellCheck={false}
        defaultValue={client?.callerAddresses.join("\n")}
      />
      <ChoiceField
        type="checkbox"
        name="strictMode"
        label={t("strict")}
        choices={[{ value: "on", label: t("strictMode"), hint: t("strictModeHint") }]}
        defaultValues={client?.strictMode ? ["on"] : []}
      />
    </>
  );
}
