import { accept, refuse, type Result } from "./result";

/** A check by its name, and whether it fails; what stands behind these two is a room's own. */
export type Check<Facts, Reason extends string> = readonly [Reason, (facts: Facts) => boolean, ...unknown[]];

/** Names the first check that fails, in the order in which they stand. Pure. */
export function firstFailure<Facts, Reason extends string>(checks: readonly Check<Facts, Reason>[], facts: Facts): Result<null, Reason> {
  const failed = checks.find(([, fails]) => fails(facts));
  return failed ? refuse(failed[0]) : accept(null);
}

/** How a check of one attempt went; those behind the one that failed were not made. */
export type ToldCheck<Reason> = { readonly name: Reason; readonly state: "passed" | "failed" | "not_reached" };

/** The checks of an attempt, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellChecks<Reason extends string>(order: readonly Reason[], reason: string): ToldCheck<Reason>[] {
  const failed = order.findIndex((name) => name === reason);
  return order.map((name, place) => ({
    name,
    state: failed === -1 || place < failed ? "passed" : place === failed ? "failed" : "not_reached",
  }));
}
