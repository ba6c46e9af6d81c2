import { Readable } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { collect, futureInstant, pastInstant, percent, readDuration, readPassword, readPrice, wholeNumber } from "./option-values";

let restoreClock: () => void = () => undefined;
afterEach(() => restoreClock());

test("lengths of time are spelled with a unit or in plain seconds", () => {
  expect(["90s", "90", "15m", "24h", "30d", "2w", "0"].map(readDuration)).toEqual([90, 90, 900, 86_400, 2_592_000, 1_209_600, 0]);
  for (const odd of ["", "h", "-1h", "1.5h", "24 h", "24H", "1h30m", "9999999999"]) expect(readDuration(odd)).toBeNull();
});

test("instants are RFC 3339 with a zone, or relative to now", () => {
  restoreClock = setClock(() => Date.parse("2026-11-22T12:00:00Z"));
  expect(futureInstant("24h").toISOString()).toBe("2026-11-23T12:00:00.000Z");
  expect(pastInstant("24h").toISOString()).toBe("2026-11-21T12:00:00.000Z");
  expect(futureInstant("2027-01-01T00:00:00+02:00").toISOString()).toBe("2026-12-31T22:00:00.000Z");
  expect(futureInstant("2027-01-01t00:00:00.5z").toISOString()).toBe("2027-01-01T00:00:00.500Z");
  for (const odd of ["2027-01-01", "2027-01-01T00:00:00", "2027-02-31T00:00:00Z", "2027-13-01T00:00:00Z", "tomorrow", "1 Jan 2027", ""]) {
    expect(() => futureInstant(odd)).toThrow("Write an instant");
  }
});

test("numbers are whole, and within their range", () => {
  expect(wholeNumber(1, 1000)("1000")).toBe(1000);
  for (const odd of ["0", "1001", "1e2", "0x10", "-1", "1.0", "", " 1"]) expect(() => wholeNumber(1, 1000)(odd)).toThrow("from 1 to 1000");
  expect(percent("62.5")).toBe(62.5);
  for (const odd of ["", "-1", "70%", "1e1"]) expect(() => percent(odd)).toThrow("percent");
});

test("a price has both its flags or none", () => {
  expect(readPrice({})).toBeNull();
  expect(readPrice({ price: 499, currency: "EUR" })).toEqual({ minor: 499, currency: "EUR" });
  expect(() => readPrice({ price: 499 })).toThrow("come together");
  expect(() => readPrice({ currency: "EUR" })).toThrow("come together");
});

test("a flag that is given several times collects", () => {
  expect(collect("pair", collect("redeem", undefined))).toEqual(["redeem", "pair"]);
});

test("only a dash reads the password from standard input, and only its first line", async () => {
  expect(await readPassword("-", Readable.from(["corr", "ect horse\r\nmore\n"]))).toBe("correct horse");
  expect(await readPassword("-", Readable.from([]))).toBe("");
  expect(await readPassword("--", Readable.from(["x\n"]))).toBe("--");
});
