import { describe, expect, test } from "vitest";
import { endOfDay } from "./end-of-day";

describe("the end of a day", () => {
  test.each([
    ["2027-01-31", "UTC", "2027-02-01T00:00:00.000Z"],
    ["2027-01-31", "Asia/Kathmandu", "2027-01-31T18:15:00.000Z"],
    ["2027-03-28", "Europe/Warsaw", "2027-03-28T22:00:00.000Z"],
    ["2027-10-31", "Europe/Warsaw", "2027-10-31T23:00:00.000Z"],
    ["2028-02-29", "Pacific/Kiritimati", "2028-02-29T10:00:00.000Z"],
  ])("%s in %s is %s, on days of 23 and 25 hours too", (day, zone, instant) => expect(endOfDay(day, zone)?.toISOString()).toBe(instant));

  test.each(["", "2027-02-29", "2027-13-01", "31.1.2027", "2027-1-1", "tomorrow", "2027-01-31T00:00"])("%j is no day", (day) =>
    expect(endOfDay(day, "UTC")).toBeNull(),
  );
});
