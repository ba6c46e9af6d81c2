import { controlLook } from "@/components/forms/field-frame";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { purchaseStates } from "@/lib/purchases";
import { words } from "@/lib/words";
import type { Filter } from "./purchase-filter";

/** Which purchases are shown: a plain form, so that the address says it. */
export async function FilterForm({ filter }: { filter: Filter }) {
  const [t, states] = await Promise.all([words("operator.purchases"), words("purchases.states")]);
  return (
    <Card aria-label={t("filter")} className="mb-6">
      <form method="get" action="/operator/purchases" className="flex flex-wrap items-end gap-3">
        <label className="block text-sm font-semibold max-sm:w-full">
          {t("state")}
          <select name="state" defaultValue={filter.state ?? "all"} className={`${controlLook} mt-1.5 font-normal`}>
            <option value="all">{t("allStates")}</option>
            {purchaseStates.map((state) => (
              <option key={state} value={state}>
                {states(state)}
              </option>
            ))}
          </select>
        </label>
        <label className="block grow text-sm font-semibold sm:max-w-md">
          {t("user")}
          <input
            name="user"
            defaultValue={filter.user}
            autoComplete="off"
            spellCheck={false}
            className={`${controlLook} mt-1.5 font-normal`}
          />
        </label>
        <Button variant="secondary">{t("show")}</Button>
      </form>
    </Card>
  );
}
