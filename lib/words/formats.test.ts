import { expect, test } from "vitest";
import { dayInWords, minuteInWords, moneyInWords, percentInWords } from "./formats";

test("money is said with the digits of its currency", () => {
  expect(moneyInWords({ minor: 499, currency: "EUR" }, "en")).toBe("€4.99");
  expect(moneyInWords({ minor: 500, currency: "JPY" }, "en")).toBe("JP¥500");
  expect(moneyInWords({ minor: 1250, currency: "KWD" }, "en")).toMatch(/^KWD\s1\.250$/);
});

test("an end is said to the minute, by the clock of its zone", () => {
  expect(minuteInWords(new Date("2026-11-24T23:00:00Z"), "Europe/Warsaw", "en")).toBe("25 Nov 2026, 00:00 CET");
  expect(minuteInWords(new Date("2026-11-24T18:15:00Z"), "Asia/Kathmandu", "en")).toBe("25 Nov 2026, 00:00 GMT+5:45");
});

test("formats that are kept are told apart by everything they were made of, and are as good when they are made again", () => {
  const at = new Date("2026-11-24T23:00:00Z");
  const zones = Intl.supportedValuesOf("timeZone").slice(0, 300);
  const alone = (zone: string) =>
    new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(at);
  // More than are kept, twice: those that were first have been given up in between.
  for (const zone of [...zones, ...zones]) expect(dayInWords(at, zone, "en")).toBe(alone(zone));
  expect([percentInWords(0.5, true, "en"), percentInWords(0.5, false, "en")]).toEqual(["+50%", "50%"]);
});
