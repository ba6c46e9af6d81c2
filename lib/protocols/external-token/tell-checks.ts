import type { TokenRefusal } from "./refusals";
import { tokenOrder } from "./verify";

/** How a check of one attempt went; those behind the one that failed were not made. */
type ToldCheck = { readonly name: TokenRefusal; readonly state: "passed" | "failed" | "not_reached" };

/** The checks of a token, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellTokenChecks(reason: string): ToldCheck[] {
  const failed = tokenOrder.findIndex((name) => name === reason);
  return tokenOrder.map((name, place) => ({
    name,
    state: failed === -1 || place < failed ? "passed" : place === failed ? "failed" : "not_reached",
  }));
}
