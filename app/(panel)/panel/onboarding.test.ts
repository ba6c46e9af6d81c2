import { expect, test } from "vitest";
import { onboarding, type Progress } from "./onboarding";

const nothing: Progress = {
  emailVerified: false,
  apps: [],
  bearerTokens: 0,
  timeZoneChosen: false,
  testLaunched: false,
  redeemed: false,
  partnership: "none",
};
const done = (progress: Partial<Progress>) =>
  onboarding({ ...nothing, ...progress })
    .filter((step) => step.done)
    .map(({ key }) => key);

test("somebody new has an account, and everything else before them in its order; each step leads somewhere", () => {
  const steps = onboarding(nothing);
  expect(steps.map(({ key }) => key).join(" → ")).toBe(
    "account → email → app → bearerToken → timeZone → testLaunch → redemption → partnership",
  );
  expect(done({})).toEqual(["account"]);
  for (const { href } of steps) expect(href).toMatch(/^\/panel(?:\/|$)/);
});

test.each([
  ["email", { emailVerified: true }],
  ["app", { apps: [{ id: "x" }] }],
  ["bearerToken", { bearerTokens: 1 }],
  ["timeZone", { timeZoneChosen: true }],
  ["testLaunch", { testLaunched: true }],
  ["partnership", { partnership: "active" }],
] as const)("%s ticks by what is there, and nothing else with it", (key, progress) => {
  expect(done(progress)).toEqual(["account", key]);
});

test("whoever has redeemed has launched; a request for partnership is none yet; a suspension takes nothing back", () => {
  expect(done({ redeemed: true })).toEqual(["account", "testLaunch", "redemption"]);
  expect(done({ partnership: "requested" })).toEqual(["account"]);
  expect(done({ partnership: "suspended" })).toEqual(["account", "partnership"]);
});

test("the first app's quick start is where one launches", () => {
  const steps = onboarding({ ...nothing, apps: [{ id: "newest" }, { id: "first" }] });
  expect(steps.find(({ key }) => key === "testLaunch")?.href).toBe("/panel/apps/first/quick-start");
});
