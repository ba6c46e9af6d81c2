import type { CallRefusal } from "./refusals";
import { callOrder } from "./verify";

/** How a check of one attempt went; those behind the one that failed were not made. */
type ToldCheck = { readonly name: CallRefusal; readonly state: "passed" | "failed" | "not_reached" };

/** The checks of a call, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellCallChecks(reason: string): ToldCheck[] {
  const failed = callOrder.findIndex((name) => name === reason);
  return callOrder.map((name, place) => ({
    name,
    state: failed === -1 || place < failed ? "passed" : place === failed ? "failed" : "not_reached",
  }));
}
