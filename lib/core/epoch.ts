/** What lies beyond is no time in seconds that anybody means, but one in milliseconds (the year 1973 on). */
const MILLISECONDS_FROM = 1e11;
const MILLISECONDS_TO = 1e14;

/** True for a time that should be in seconds since 1970, and is written in milliseconds: a mistake that has a name. */
export function isInMilliseconds(seconds: number): boolean {
  return seconds >= MILLISECONDS_FROM && seconds < MILLISECONDS_TO;
}
