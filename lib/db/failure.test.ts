import { describe, expect, test } from "vitest";
import { isDatabaseAway, isDatabaseGone } from "./failure";

const coded = (code: string) => Object.assign(new Error("told by its code"), { code });

describe("what a failure says of the database", () => {
  test.each(["ECONNREFUSED", "57P01", "P1001"])("%s: there is none to talk to, and trying later may help", (code) => {
    expect([isDatabaseAway(coded(code)), isDatabaseGone(coded(code))]).toEqual([true, true]);
  });

  test.each([coded("P2028"), coded("55P03"), coded("53300"), new Error("timeout exceeded when trying to connect")])(
    "%o: trying later may help, but a crowd says so too",
    (error) => {
      expect([isDatabaseAway(error), isDatabaseGone(error)]).toEqual([false, true]);
    },
  );

  test("a mistake of ours is neither, and what stands behind a failure counts", () => {
    expect(isDatabaseGone(coded("23505"))).toBe(false);
    expect(isDatabaseGone(new Error("a page failed", { cause: coded("ECONNRESET") }))).toBe(true);
    expect(isDatabaseAway(new AggregateError([coded("ECONNREFUSED"), coded("ECONNREFUSED")]))).toBe(true);
  });
});
