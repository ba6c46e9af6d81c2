import { expect, test } from "vitest";
import { readTimestamp } from "./timestamp";

const noon = Date.UTC(2026, 10, 24, 12, 0, 5);

test("P3-12: the seed's spelling, and those that clients make of it, are the same instant", () => {
  for (const text of [
    "2026-11-24T14:00:05+0200",
    "2026-11-24T12:00:05+0000",
    "2026-11-24T12:00:05Z",
    "2026-11-24T14:00:05+02:00",
    "2026-11-24T04:30:05-0730",
    "2026-11-24 12:00:05Z",
    "2026-11-24 14:00:05+0200",
    "2026-11-24T12:00:05.123Z",
  ])
    expect(readTimestamp(text), text).toBe(noon);
  expect(readTimestamp("2024-02-29T00:00:00Z")).toBe(Date.UTC(2024, 1, 29));
});

test("P3-12: what is impossible, ambiguous or spelled otherwise is no instant", () => {
  for (const text of [
    "",
    "2021-02-30T10:00:00Z",
    "2023-02-29T10:00:00Z",
    "2026-13-01T10:00:00Z",
    "2026-00-10T10:00:00Z",
    "2026-11-24T24:00:00Z",
    "2026-11-24T10:60:00Z",
    "2026-11-24T10:00:60Z",
    "2026-11-24T10:00:00",
    "2026-11-24",
    "2026-11-24T10:00Z",
    "2026-11-24t10:00:00z",
    "+052021-11-24T10:00:00Z",
    "052021-11-24T10:00:00Z",
    "1795521605",
    "1795521605000",
    "٢٠٢٦-11-24T10:00:00Z",
    "2026-11-24T10:00:00 +0200",
    "2026-11-24T10:00:00+24:00",
    "2026-11-24T10:00:00+0260",
    "2026-11-24T10:00:00+02",
    "2026-11-24T10:00:00Z\n",
    "Tue, 24 Nov 2026 10:00:00 GMT",
  ])
    expect(readTimestamp(text), text).toBeNull();
});
