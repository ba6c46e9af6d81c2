import type { LaunchRefusal, RedemptionRefusal } from "./refusals";
import { launchOrder, redemptionOrder } from "./verify";

/** How a check of one attempt went; those behind the one that failed were not made. */
export type CheckState = "passed" | "failed" | "not_reached";
export type ToldCheck<Reason> = { readonly name: Reason; readonly state: CheckState };

/** The checks of a redemption, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellRedemptionChecks(reason: string): ToldCheck<RedemptionRefusal>[] {
  return tell(redemptionOrder, reason);
}

/** The checks of a launch, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellLaunchChecks(reason: string): ToldCheck<LaunchRefusal>[] {
  return tell(launchOrder, reason);
}

function tell<Reason extends string>(order: readonly Reason[], reason: string): ToldCheck<Reason>[] {
  const failed = order.findIndex((name) => name === reason);
  return order.map((name, place) => ({
    name,
    state: failed === -1 || place < failed ? "passed" : place === failed ? "failed" : "not_reached",
  }));
}
