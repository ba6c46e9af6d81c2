import { Filter, FilterChoice } from "@/components/forms/filter";
import { loginProtocols } from "@/lib/events/login-event";
import { bucketSizes } from "@/lib/statistics";
import { words } from "@/lib/words";
import type { StatisticsQuery } from "./statistics-query";
import type { Whose } from "./whose";

/** Chooses how finely the period is cut, and what is counted. */
export async function StatisticsFilter({ whose, typed }: { whose: Whose; typed: StatisticsQuery }) {
  const t = await words("statistics");
  const { range, from, to, by, app, protocol, subject } = typed;
  return (
    <Filter action={whose.base} hidden={{ range, from, to, subject }} show={t("filter.show")} className="gap-4">
      <FilterChoice
        name="by"
        label={t("filter.by")}
        all={t("filter.fitting")}
        value={by}
        choices={bucketSizes.map((size) => [size, t(`filter.${size}`)])}
        className={CHOICE}
      />
      {whose.apps.length > 0 && subject === undefined && (
        <FilterChoice
          name="app"
          label={t("filter.app")}
          all={t("filter.all")}
          value={app}
          choices={whose.apps.map(({ id, name }) => [id, name])}
          className={CHOICE}
        />
      )}
      {subject === undefined && (
        <FilterChoice
          name="protocol"
          label={t("filter.protocol")}
          all={t("filter.all")}
          value={protocol}
          choices={loginProtocols.map((one) => [one, t(`protocols.${one}`)])}
          className={CHOICE}
        />
      )}
    </Filter>
  );
}

// Side by side as far as there is room.
const CHOICE = "grow basis-36 max-sm:w-auto";
