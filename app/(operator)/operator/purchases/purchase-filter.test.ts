import { expect, test } from "vitest";
import { newId } from "@/lib/id";
import { purchasesPath, readFilter } from "./purchase-filter";

test("without a filter, or with nonsense, the operator sees what waits", () => {
  for (const query of [{}, { state: null }, { state: "" }, { state: "constructor" }, { state: "PENDING" }]) {
    expect(readFilter(query)).toEqual({ state: "pending", user: "" });
  }
});

test("a filter survives its own address", () => {
  const after = newId();
  for (const filter of [
    { state: null, user: "" },
    { state: "refunded", user: "ada+x&y=1@mail.example" },
  ] as const) {
    const url = new URL(purchasesPath(filter, after), "https://own.invalid");
    expect(readFilter(Object.fromEntries(url.searchParams))).toEqual(filter);
    expect(url.searchParams.get("after")).toBe(after);
  }
});
