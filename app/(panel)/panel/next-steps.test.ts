import { expect, test } from "vitest";
import { nextSteps } from "./next-steps";

const done = (progress: Parameters<typeof nextSteps>[0]) => nextSteps(progress).filter((step) => step.done).length;

test("somebody new has everything before them, and each step leads somewhere", () => {
  const steps = nextSteps({ partnership: "none", apps: [], tokens: 0, testUsers: 0, redeemed: false });
  expect(steps.every((step) => !step.done && step.href.startsWith("/panel"))).toBe(true);
});

test("what is done is told as done", () => {
  const app = { id: "x", status: "draft", pending: null } as const;
  expect(done({ partnership: "requested", apps: [app], tokens: 1, testUsers: 1, redeemed: true })).toBe(4);
  expect(done({ partnership: "active", apps: [{ ...app, status: "published" }], tokens: 1, testUsers: 1, redeemed: true })).toBe(6);
});
