import { controlLook } from "@/components/forms/field-frame";
import { Button } from "@/components/ui/button";
import { words } from "@/lib/words";
import type { EventFilter } from "./event-filter";
import { eventReasons } from "./explain-event";

/** Chooses which events are listed: a GET form, so that the choice stands in the address. */
export async function FilterForm({ filter, apps }: { filter: EventFilter; apps: readonly (readonly [id: string, name: string])[] }) {
  const t = await words("events");
  return (
    <form method="get" action="/panel/events" className="grid grid-cols-2 items-end gap-4 lg:grid-cols-[1fr_1fr_1fr_1fr_1.5fr_auto]">
      <Choice all={t("list.all")} name="app" label={t("list.app")} value={filter.app} choices={apps} />
      <Choice
        all={t("list.all")}
        name="outcome"
        label={t("list.outcome")}
        value={filter.outcome}
        choices={[
          ["accepted", t("accepted")],
          ["refused", t("refused")],
        ]}
      />
      <Choice
        all={t("list.all")}
        name="kind"
        label={t("list.what")}
        value={filter.kind}
        choices={[
          ["launch", t("what.launch")],
          ["login", t("what.login")],
        ]}
      />
      <Choice
        all={t("list.all")}
        name="reason"
        label={t("list.reason")}
        value={filter.reason}
        choices={eventReasons.map((reason) => [reason, reason])}
      />
      <label className="block text-sm font-semibold max-lg:col-span-2">
        {t("list.requestId")}
        <input
          name="request"
          defaultValue={filter.request}
          spellCheck={false}
          autoComplete="off"
          className={`${controlLook} mt-1.5 font-normal`}
        />
      </label>
      <Button variant="secondary" className="max-lg:col-span-2">
        {t("list.show")}
      </Button>
    </form>
  );
}

function Choice({
  all,
  name,
  label,
  value,
  choices,
}: {
  all: string;
  name: string;
  label: string;
  value: string | undefined;
  choices: readonly (readonly [string, string])[];
}) {
  return (
    <label className="block text-sm font-semibold">
      {label}
      <select name={name} defaultValue={value ?? ""} className={`${controlLook} mt-1.5 font-normal`}>
        <option value="">{all}</option>
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
