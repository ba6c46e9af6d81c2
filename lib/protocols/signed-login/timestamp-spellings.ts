import { readTimestamp } from "./timestamp";

const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)$/;

/** Other texts for the instant of a timestamp that programs make of it; none when it is no timestamp. Pure. */
export function otherSpellings(timestamp: string): string[] {
  const ms = readTimestamp(timestamp);
  const match = parts.exec(timestamp);
  if (ms === null || !match) return [];
  const [, day = "", time = "", fraction, offset = ""] = match;
  const utc = new Date(ms).toISOString().slice(0, 19).split("T");
  // As it was sent, and in UTC: many programs turn an instant into the latter by themselves.
  const written: [day: string, time: string, offsets: string[]][] = [
    [day, time, ["", ...spellingsOf(offset)]],
    [utc[0] ?? day, utc[1] ?? time, ["", ...spellingsOf("Z")]],
  ];
  const fractions = new Set(["", ".000", ".000000", fraction === undefined ? "" : `.${fraction}`]);
  const texts = written.flatMap(([date, clock, offsets]) =>
    ["T", " "].flatMap((between) => [...fractions].flatMap((part) => offsets.map((zone) => `${date}${between}${clock}${part}${zone}`))),
  );
  const milliseconds = Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
  const all = new Set([...texts, String(ms / 1000), String(ms + milliseconds)]);
  all.delete(timestamp);
  return [...all];
}

function spellingsOf(offset: string): string[] {
  const digits = offset === "Z" ? "+0000" : offset.replace(":", "");
  const withColon = `${digits.slice(0, 3)}:${digits.slice(3)}`;
  return digits === "+0000" ? ["Z", digits, withColon] : [digits, withColon];
}
