/**
 * The first instant after `fromMs` at which the calendar in `zone` shows another day, found with Intl alone: the product
 * computes it by another library, and the two must agree on days of 23 and 25 hours and where midnight is skipped.
 * @returns epoch milliseconds, a whole second
 */
export function nextMidnightByIntl(zone: string, fromMs: number): number {
  const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const dayAt = (ms: number) => calendar.format(ms);
  const today = dayAt(fromMs);
  let before = Math.floor(fromMs / 1000);
  let after = before + 27 * 3600;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayAt(middle * 1000) === today) before = middle;
    else after = middle;
  }
  return after * 1000;
}
