import { expect, test } from "vitest";
import { launchRefusals, redemptionRefusals, tellLaunchChecks, tellRedemptionChecks } from ".";

test("the checks that are told are all that there are, in the order of the table of refusals", () => {
  expect(tellRedemptionChecks("accepted").map(({ name }) => name)).toEqual(Object.keys(redemptionRefusals));
  expect(tellLaunchChecks("accepted").map(({ name }) => name)).toEqual(launchRefusals);
});

test("an accepted attempt passed every check; of a refused one, those before the failure passed and those behind it were not made", () => {
  expect(new Set(tellRedemptionChecks("accepted").map(({ state }) => state))).toEqual(new Set(["passed"]));
  for (const reason of Object.keys(redemptionRefusals)) {
    const states = tellRedemptionChecks(reason).map(({ name, state }) => `${name} ${state}`);
    const failed = states.indexOf(`${reason} failed`);
    expect(failed).toBeGreaterThanOrEqual(0);
    expect(states.slice(0, failed).every((state) => state.endsWith(" passed"))).toBe(true);
    expect(states.slice(failed + 1).every((state) => state.endsWith(" not_reached"))).toBe(true);
  }
});
