import { tellChecks, type ToldCheck } from "@/lib/core/checks";
import type { TokenRefusal } from "./refusals";
import { tokenOrder } from "./verify";

/** The checks of a token, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellTokenChecks(reason: string): ToldCheck<TokenRefusal>[] {
  return tellChecks(tokenOrder, reason);
}
