import { expect, test } from "vitest";
import { launchRefusals, obtainingRefusals } from "./refusals";
import { tellLaunchUrlChecks, tellObtainingChecks } from "./tell-checks";
import { launchOrder, obtainingOrder } from "./verify";

test("every reason stands in the order of checks, once", () => {
  expect(launchOrder).toEqual(Object.keys(launchRefusals));
  expect(obtainingOrder).toEqual(Object.keys(obtainingRefusals));
});

test("the checks before the one that failed were passed, and those behind it were not made", () => {
  const told = tellLaunchUrlChecks("signature_mismatch");
  expect(told.find(({ name }) => name === "vhost_mismatch")?.state).toBe("passed");
  expect(told.find(({ name }) => name === "ts_too_old")?.state).toBe("not_reached");
  expect(tellObtainingChecks("accepted").every(({ state }) => state === "passed")).toBe(true);
});
