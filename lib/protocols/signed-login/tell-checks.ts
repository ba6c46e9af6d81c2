import { tellChecks, type ToldCheck } from "@/lib/core/checks";
import type { CallRefusal } from "./refusals";
import { callOrder } from "./verify";

/** The checks of a call, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellCallChecks(reason: string): ToldCheck<CallRefusal>[] {
  return tellChecks(callOrder, reason);
}
