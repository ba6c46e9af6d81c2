/** The month some months later. @param month `YYYY-MM` @param months may be negative */
export function monthAway(month: string, months: number): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 7);
}
