import { tellChecks, type ToldCheck } from "@/lib/core/checks";
import type { LaunchRefusal, ObtainingRefusal } from "./refusals";
import { launchOrder, obtainingOrder } from "./verify";

/** The checks of a `PSObtainToken`, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellObtainingChecks(reason: string): ToldCheck<ObtainingRefusal>[] {
  return tellChecks(obtainingOrder, reason);
}

/** The checks of a launch URL, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellLaunchUrlChecks(reason: string): ToldCheck<LaunchRefusal>[] {
  return tellChecks(launchOrder, reason);
}
