import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { periodEnd, samePrice } from "./price";

const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const hours = 3_600_000;

test("what is bought for ever has no end", () => {
  expect(periodEnd("for_ever", "Europe/Warsaw", at("2026-11-24T10:00[Europe/Warsaw]"))).toBeNull();
});

test.each([
  ["an ordinary day has 24 hours", "2026-11-24T00:00[Europe/Warsaw]", 24],
  ["the day on which clocks go forward has 23", "2026-03-29T00:00[Europe/Warsaw]", 23],
  ["the day on which clocks go back has 25", "2026-10-25T00:00[Europe/Warsaw]", 25],
  ["half an hour of daylight saving", "2026-10-04T00:00[Australia/Lord_Howe]", 23.5],
  ["a zone at a quarter of an hour", "2026-11-24T00:00[Asia/Kathmandu]", 24],
  ["bought a minute before midnight, a minute is left", "2026-11-24T23:59[Europe/Warsaw]", 1 / 60],
  ["a day whose midnight is skipped begins at one", "2026-04-23T12:00[Africa/Cairo]", 12],
])("a day pass ends at the partner's next midnight: %s", (_what, from, length) => {
  const zone = /\[(.*)\]/.exec(from)?.[1] ?? "";
  expect((Number(periodEnd("day", zone, at(from))) - at(from)) / hours).toBeCloseTo(length, 9);
});

test.each([
  ["2026-11-24T10:00[Europe/Warsaw]", "2026-12-24T10:00[Europe/Warsaw]"],
  ["2026-01-31T10:00[Europe/Warsaw]", "2026-02-28T10:00[Europe/Warsaw]"],
  ["2028-01-31T10:00[Europe/Warsaw]", "2028-02-29T10:00[Europe/Warsaw]"],
  ["2028-02-29T10:00[Europe/Warsaw]", "2028-03-29T10:00[Europe/Warsaw]"],
  ["2026-08-31T23:59[Asia/Kathmandu]", "2026-09-30T23:59[Asia/Kathmandu]"],
  ["2026-12-15T08:30[America/New_York]", "2027-01-15T08:30[America/New_York]"],
  // over a change of the clocks the hour stays, and one that is skipped is the one after it
  ["2026-03-10T10:00[Europe/Warsaw]", "2026-04-10T10:00[Europe/Warsaw]"],
  ["2026-02-28T02:30[Europe/Warsaw]", "2026-03-28T02:30[Europe/Warsaw]"],
  ["2026-02-08T02:30[America/New_York]", "2026-03-08T03:30[America/New_York]"],
])("a month is a calendar month in the partner's zone, clamped to its last day: %s", (from, until) => {
  const zone = /\[(.*)\]/.exec(from)?.[1] ?? "";
  expect(periodEnd("month", zone, at(from))).toBe(at(until));
});

test("the day is the partner's, whatever the day is elsewhere", () => {
  const instant = at("2026-11-24T23:30[Europe/Warsaw]");
  expect(periodEnd("day", "Europe/Warsaw", instant)).toBe(at("2026-11-25T00:00[Europe/Warsaw]"));
  expect(periodEnd("day", "America/Los_Angeles", instant)).toBe(at("2026-11-25T00:00[America/Los_Angeles]"));
});

test("a price is another one when its amount, its currency or its period is", () => {
  const price = { minor: 499, currency: "EUR", period: "month" } as const;
  expect(samePrice(price, { ...price })).toBe(true);
  expect(samePrice(null, null)).toBe(true);
  for (const other of [null, { ...price, minor: 500 }, { ...price, currency: "USD" }, { ...price, period: "day" as const }]) {
    expect(samePrice(price, other)).toBe(false);
  }
});
