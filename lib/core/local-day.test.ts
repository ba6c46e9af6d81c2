import { describe, expect, test } from "vitest";
import { clockChanges, isTimeZone, nextMidnight, startOfDay, timeZones } from "./local-day";

const at = (text: string) => Date.parse(text);

describe("the next midnight of a zone", () => {
  test.each([
    ["UTC", "2026-11-22T23:59:59.999Z", "2026-11-23T00:00:00Z"],
    ["UTC", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"],
    ["Asia/Kathmandu", "2026-11-22T18:14:59Z", "2026-11-22T18:15:00Z"],
    ["Asia/Kathmandu", "2026-11-22T18:15:00Z", "2026-11-23T18:15:00Z"],
    ["Australia/Lord_Howe", "2026-06-01T00:00:00Z", "2026-06-01T13:30:00Z"],
    ["Pacific/Chatham", "2026-01-01T00:00:00Z", "2026-01-01T10:15:00Z"],
  ])("%s at %s is %s", (zone, now, expected) => {
    expect(nextMidnight(zone, at(now))).toBe(at(expected));
  });

  test("ends a day of 23 hours when the clocks go forward, and one of 25 when they go back", () => {
    const spring = at("2026-03-28T23:00:00Z"); // midnight in Warsaw, the night of the change
    expect(nextMidnight("Europe/Warsaw", spring) - spring).toBe(23 * 3_600_000);
    const autumn = at("2026-10-24T22:00:00Z");
    expect(nextMidnight("Europe/Warsaw", autumn) - autumn).toBe(25 * 3_600_000);
    const halfHour = at("2026-04-04T13:00:00Z"); // Lord Howe turns back by half an hour
    expect(nextMidnight("Australia/Lord_Howe", halfHour) - halfHour).toBe(24.5 * 3_600_000);
  });

  test("is the first instant of the day where midnight itself is skipped", () => {
    // In Beirut the clocks went from 00:00 to 01:00 on 27 March 2022.
    expect(nextMidnight("Asia/Beirut", at("2022-03-26T12:00:00Z"))).toBe(at("2022-03-26T22:00:00Z"));
  });

  test("skips the day that Apia never had", () => {
    // Samoa had no 30 December 2011.
    expect(nextMidnight("Pacific/Apia", at("2011-12-30T09:00:00Z"))).toBe(at("2011-12-30T10:00:00Z"));
  });
});

describe("zone names", () => {
  test.each(["Europe/Warsaw", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])("%s is one", (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  test.each(["", "UTC+25", "+02:00", "../../etc/localtime", "'; DROP TABLE partners", "Europe/Atlantis", "Europe/Warsaw "])(
    "PN-48: “%s” is none",
    (zone) => {
      expect(isTimeZone(zone)).toBe(false);
    },
  );

  test("the list to choose from begins with UTC and has every zone once, each of them valid", () => {
    const zones = timeZones();
    expect(zones[0]).toBe("UTC");
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.every(isTimeZone)).toBe(true);
  });
});

describe("the beginning of a local day", () => {
  test.each([
    ["UTC", "2026-11-22T23:59:59.999Z", "2026-11-22T00:00:00Z"],
    ["Asia/Kathmandu", "2026-11-22T18:14:59Z", "2026-11-21T18:15:00Z"],
    ["Europe/Warsaw", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z"],
    ["America/Santiago", "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z"],
  ])("%s at %s is %s", (zone, now, expected) => expect(startOfDay(zone, at(now))).toBe(at(expected)));

  test("and its end enclose 23, 25 or 24 hours", () => {
    const hours = (zone: string, now: string) => (nextMidnight(zone, at(now)) - startOfDay(zone, at(now))) / 3_600_000;
    expect(hours("Europe/Warsaw", "2026-03-29T10:00:00Z")).toBe(23);
    expect(hours("Europe/Warsaw", "2026-10-25T10:00:00Z")).toBe(25);
    expect(hours("Australia/Lord_Howe", "2026-04-05T01:00:00Z")).toBe(24.5);
    expect(hours("Asia/Kathmandu", "2026-10-25T10:00:00Z")).toBe(24);
  });
});

describe("the changes of a zone's clocks in a year", () => {
  const told = (zone: string, now = "2026-06-01T00:00:00Z") =>
    clockChanges(zone, at(now)).map(({ atMs, minutes }) => `${new Date(atMs).toISOString()} ${minutes}`);
  test("forward in spring and back in autumn, and the other way round in the south", () => {
    expect(told("Europe/Warsaw")).toEqual(["2026-03-29T01:00:00.000Z 60", "2026-10-25T01:00:00.000Z -60"]);
    expect(told("America/New_York")).toEqual(["2026-03-08T07:00:00.000Z 60", "2026-11-01T06:00:00.000Z -60"]);
    expect(told("Australia/Sydney").map((line) => line.split(" ")[1])).toEqual(["-60", "60"]);
  });
  test("by half an hour on Lord Howe, and never where clocks stay", () => {
    expect(told("Australia/Lord_Howe").map((line) => line.split(" ")[1])).toEqual(["-30", "30"]);
    for (const zone of ["UTC", "Asia/Kathmandu", "Asia/Tokyo"]) expect(told(zone)).toEqual([]);
  });
  test("the year is the zone's own", () => {
    expect(told("Pacific/Auckland", "2026-12-31T12:00:00Z")[0]).toMatch(/^2027/);
  });
});
