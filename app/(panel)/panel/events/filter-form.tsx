import { Filter, FilterChoice, FilterText } from "@/components/forms/filter";
import { words } from "@/lib/words";
import type { EventFilter } from "./event-filter";
import { eventReasons } from "./explain-event";

/** Chooses which events are listed. */
export async function FilterForm({ filter, apps }: { filter: EventFilter; apps: readonly (readonly [id: string, name: string])[] }) {
  const t = await words("events");
  const all = t("list.all");
  return (
    <Filter action="/panel/events" show={t("list.show")} className="gap-4">
      <FilterChoice all={all} name="app" label={t("list.app")} value={filter.app} choices={apps} className={CHOICE} />
      <FilterChoice
        all={all}
        name="outcome"
        label={t("list.outcome")}
        value={filter.outcome}
        choices={(["accepted", "refused"] as const).map((outcome) => [outcome, t(outcome)])}
        className={CHOICE}
      />
      <FilterChoice
        all={all}
        name="kind"
        label={t("list.what")}
        value={filter.kind}
        choices={(["launch", "login"] as const).map((kind) => [kind, t(`what.${kind}`)])}
        className={CHOICE}
      />
      <FilterChoice
        all={all}
        name="reason"
        label={t("list.reason")}
        value={filter.reason}
        choices={eventReasons.map((reason) => [reason, reason])}
        className={CHOICE}
      />
      <FilterText name="request" label={t("list.requestId")} value={filter.request} className="basis-44" />
    </Filter>
  );
}

// Side by side as far as there is room.
const CHOICE = "grow basis-28 max-sm:w-auto";
