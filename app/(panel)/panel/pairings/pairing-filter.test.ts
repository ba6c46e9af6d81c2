import { expect, test } from "vitest";
import { pairingFilter, pairingsPath } from "./pairing-filter";

test("what cannot be read is left out, so that every address shows a list", () => {
  const odd = { state: "open", search: "a\0b", after: "no id", unknown: "x" };
  expect(pairingFilter.parse(odd)).toEqual({});
  expect(pairingFilter.parse({ state: ["ended", "ended"], search: "  ", after: ["x"] })).toEqual({});
  expect(pairingFilter.parse({ search: "x".repeat(255) })).toEqual({});
});

test("the address of a list leads to the same list", () => {
  const filter = { state: "ended", search: "a&b=c #+%", after: "0198d3a0-0000-7000-8000-000000000001" } as const;
  const url = new URL(pairingsPath(filter), "https://own.invalid");
  expect(url.pathname).toBe("/panel/pairings");
  expect(pairingFilter.parse(Object.fromEntries(url.searchParams))).toEqual(filter);
  expect(pairingsPath({})).toBe("/panel/pairings");
});
