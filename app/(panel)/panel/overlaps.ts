const HOUR_SECONDS = 3_600;

/** How long the key before may stay good, in seconds. */
export const overlaps = {
  none: 0,
  hour: HOUR_SECONDS,
  day: 24 * HOUR_SECONDS,
  week: 7 * 24 * HOUR_SECONDS,
  month: 30 * 24 * HOUR_SECONDS,
} as const;
export type Overlap = keyof typeof overlaps;
export const overlapNames = Object.keys(overlaps) as Overlap[];
