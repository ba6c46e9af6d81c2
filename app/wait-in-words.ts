/** `90` → `2 minutes`; anything that is no number of seconds up to an hour is `a few minutes`. */
export function waitInWords(seconds: string | null): string {
  const count = /^\d{1,4}$/.test(seconds ?? "") ? Number(seconds) : 0;
  if (count < 1 || count > 3600) return "a few minutes";
  if (count < 60) return count === 1 ? "1 second" : `${count} seconds`;
  const minutes = Math.ceil(count / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
