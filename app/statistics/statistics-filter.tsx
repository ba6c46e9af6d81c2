import { controlLook } from "@/components/forms/field-frame";
import { Button } from "@/components/ui/button";
import { loginProtocols } from "@/lib/events/login-event";
import { bucketSizes } from "@/lib/statistics";
import { words } from "@/lib/words";
import type { StatisticsQuery } from "./statistics-query";
import type { Whose } from "./whose";

/** Chooses how finely the period is cut, and what is counted: a GET form, so that the choice stands in the address. */
export async function StatisticsFilter({ whose, typed }: { whose: Whose; typed: StatisticsQuery }) {
  const t = await words("statistics");
  const { range, from, to, by, app, protocol, subject } = typed;
  const hidden = Object.entries({ range, from, to, subject });
  return (
    <form method="get" action={whose.base} className="flex flex-wrap items-end gap-4">
      {hidden.map(([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />)}
      <Choice
        name="by"
        label={t("filter.by")}
        none={t("filter.fitting")}
        value={by}
        choices={bucketSizes.map((size) => [size, t(`filter.${size}`)])}
      />
      {whose.apps.length > 0 && subject === undefined && (
        <Choice
          name="app"
          label={t("filter.app")}
          none={t("filter.all")}
          value={app}
          choices={whose.apps.map(({ id, name }) => [id, name])}
        />
      )}
      {subject === undefined && (
        <Choice
          name="protocol"
          label={t("filter.protocol")}
          none={t("filter.all")}
          value={protocol}
          choices={loginProtocols.map((one) => [one, t(`protocols.${one}`)])}
        />
      )}
      <Button variant="secondary">{t("filter.show")}</Button>
    </form>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  /** what it is called when nothing is chosen */
  none: string;
  value: string | undefined;
  choices: readonly (readonly [value: string, name: string])[];
};

function Choice({ name, label, none, value, choices }: ChoiceProps) {
  return (
    <label className="block min-w-0 grow basis-36 text-sm font-semibold">
      {label}
      <select name={name} defaultValue={value ?? ""} className={`${controlLook} mt-1.5 font-normal`}>
        <option value="">{none}</option>
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
