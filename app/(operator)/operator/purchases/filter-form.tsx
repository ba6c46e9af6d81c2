import { Filter, FilterChoice, FilterText } from "@/components/forms/filter";
import { Card } from "@/components/ui/card";
import { purchaseStates } from "@/lib/purchases";
import { words } from "@/lib/words";
import type { PurchaseFilter } from "./purchase-filter";

/** Which purchases are shown. */
export async function FilterForm({ filter }: { filter: PurchaseFilter }) {
  const [t, states] = await Promise.all([words("operator.purchases"), words("purchases.states")]);
  const choices = [["all", t("allStates")] as const, ...purchaseStates.map((state) => [state, states(state)] as const)];
  return (
    <Card aria-label={t("filter")} className="mb-6">
      <Filter action="/operator/purchases" show={t("show")}>
        <FilterChoice name="state" label={t("state")} value={filter.state ?? "all"} choices={choices} />
        <FilterText name="user" label={t("user")} value={filter.user} />
      </Filter>
    </Card>
  );
}
