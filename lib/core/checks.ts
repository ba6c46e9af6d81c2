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

/** A check by its name, whether it fails, and the checks that must have been passed before anything can be said of it. */
export type DependentCheck<Facts, Reason extends string> = readonly [Reason, (facts: Facts) => boolean, ...needs: Reason[]];

/** How a check went that is made of its own; `unknown`: nothing can be said of it, for it builds on one that was not passed. */
export type CheckState = "passed" | "failed" | "unknown";
export type CheckStates<Reason> = ReadonlyMap<Reason, CheckState>;

/** How each check goes, made of its own: all of them, not the first failure alone. Pure. */
export function stateOfEach<Facts, Reason extends string>(
  checks: readonly DependentCheck<Facts, Reason>[],
  facts: Facts,
): CheckStates<Reason> {
  const states = new Map<Reason, CheckState>();
  for (const [name, fails, ...needs] of checks)
    states.set(
      name,
      stateAfter(states, needs, () => fails(facts)),
    );
  return states;
}

/** How a check goes that builds on others. @param needs those that it builds on */
export function stateAfter<Reason extends string>(states: CheckStates<Reason>, needs: readonly Reason[], fails: () => boolean): CheckState {
  if (needs.some((name) => states.get(name) !== "passed")) return "unknown";
  return fails() ? "failed" : "passed";
}
