import { expect, test } from "vitest";
import { localCalendar } from "../core/local-calendar";
import { closableFrom, lateFrom, monthAfter, monthAt, monthsBetween, isMonth, nextToClose } from "./month";

const kathmandu = localCalendar([{ fromMs: 0, zone: "Asia/Kathmandu" }]);
const at = (iso: string) => new Date(iso);

test("a month is four digits, a dash and 01 to 12, and nothing else", () => {
  expect(["2026-01", "2026-12"].every(isMonth)).toBe(true);
  expect(["2026-00", "2026-13", "2026-1", "26-01", "2026-01-01", "2026/01", " 2026-01", "2026-01\n", ""].some(isMonth)).toBe(false);
});

test("months follow each other across the year", () => {
  expect(monthAfter("2026-12")).toBe("2027-01");
  expect(monthsBetween("2026-11", "2027-02")).toEqual(["2026-11", "2026-12", "2027-01", "2027-02"]);
  expect(monthsBetween("2027-02", "2026-11")).toEqual([]);
});

test("an instant belongs to the month that the partner's clocks show", () => {
  expect(monthAt(kathmandu, Date.parse("2026-10-31T18:14:59Z"))).toBe("2026-10");
  expect(monthAt(kathmandu, Date.parse("2026-10-31T18:15:00Z"))).toBe("2026-11");
});

test("a month can be closed 24 hours after its end", () => {
  expect(closableFrom(kathmandu, "2026-10").toISOString()).toBe("2026-11-01T18:15:00.000Z");
});

test("months are closed in order: the oldest with anything, and never one before the last that was closed", () => {
  const october = at("2026-10-10T00:00:00Z");
  expect(nextToClose(kathmandu, null, null)).toBeNull();
  expect(nextToClose(kathmandu, october, null)).toBe("2026-10");
  expect(nextToClose(kathmandu, october, "2026-07")).toBe("2026-10");
  expect(nextToClose(kathmandu, october, "2026-10")).toBe("2026-11");
  expect(nextToClose(kathmandu, october, "2026-12")).toBe("2027-01");
});

test("an entry is late in the statement of every month after its own", () => {
  expect(lateFrom(at("2026-10-10T00:00:00Z"), "2026-10", kathmandu)).toBeNull();
  expect(lateFrom(at("2026-10-10T00:00:00Z"), "2026-12", kathmandu)).toBe("2026-10");
});
