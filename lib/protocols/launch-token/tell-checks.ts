import { tellChecks, type ToldCheck } from "@/lib/core/checks";
import type { LaunchRefusal, RedemptionRefusal } from "./refusals";
import { launchOrder, redemptionOrder } from "./verify";

/** The checks of a redemption, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellRedemptionChecks(reason: string): ToldCheck<RedemptionRefusal>[] {
  return tellChecks(redemptionOrder, reason);
}

/** The checks of a launch, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellLaunchChecks(reason: string): ToldCheck<LaunchRefusal>[] {
  return tellChecks(launchOrder, reason);
}
