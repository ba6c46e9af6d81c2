import { expect, test } from "vitest";
import { isInMilliseconds } from "./epoch";

test("milliseconds of our years are told from seconds, and from what is neither", () => {
  for (const seconds of [0, 1_483_257_600, 1e11 - 1, 1e14, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])
    expect(isInMilliseconds(seconds)).toBe(false);
  for (const milliseconds of [1e11, 1_483_257_600_000, 1e14 - 1]) expect(isInMilliseconds(milliseconds)).toBe(true);
});
