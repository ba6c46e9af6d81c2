// `yyyy-MM-dd'T'HH:mm:ssZ` (seed, "Signing requests") and what clients make of it: a blank for the T, a colon in the offset,
// `Z` for it, fractions of a second. \d is ASCII here; another script's digits are no digits.
const spelling = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|([+-])(\d\d):?(\d\d))$/;

/**
 * Reads the instant of a call. Impossible ones (the 30th of February, 24:00, second 60) and ambiguous ones (no offset) are
 * none. @returns epoch milliseconds, to the second; null when it is no timestamp
 */
export function readTimestamp(text: string): number | null {
  const match = spelling.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [sign, offsetHours, offsetMinutes] = [match[7] === "-" ? -1 : 1, Number(match[8] ?? 0), Number(match[9] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return null;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // The calendar rolls over; nobody means that.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() - sign * (offsetHours * 60 + offsetMinutes) * 60_000;
}
