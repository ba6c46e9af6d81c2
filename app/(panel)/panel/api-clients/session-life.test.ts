import { expect, test } from "vitest";
import { lifeIn, lifeUnits } from "./session-life";

test("a life is told in the longest unit that tells it exactly, and nothing of it is lost", () => {
  expect(lifeIn(86_400)).toEqual({ count: 24, unit: "hours" });
  expect(lifeIn(7 * 86_400)).toEqual({ count: 7, unit: "days" });
  expect(lifeIn(3_600)).toEqual({ count: 60, unit: "minutes" });
  expect(lifeIn(5_400)).toEqual({ count: 90, unit: "minutes" });
  expect(lifeIn(4_001)).toEqual({ count: 4_001, unit: "seconds" });
  for (const seconds of [3_600, 4_001, 86_400, 365 * 86_400]) {
    const { count, unit } = lifeIn(seconds);
    expect(count * lifeUnits[unit]).toBe(seconds);
  }
});
