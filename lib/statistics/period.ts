import type { LocalDay, Stretch } from "@/lib/core/local-calendar";

/** How finely a period is cut. */
export const bucketSizes = ["hour", "day", "week", "month"] as const;
export type BucketSize = (typeof bucketSizes)[number];

/** One bar of a chart, one row of a table. */
export type Bucket = Stretch & {
  /** the days that it is made of, in order; of an hour, the one that it belongs to */
  readonly days: readonly [LocalDay, ...LocalDay[]];
  /** which hour of its day, counted from 0; absent: whole days */
  readonly hour?: number;
};

/** A stretch of whole local days, cut into buckets: what statistics are asked for. */
export type Period = Stretch & {
  readonly by: BucketSize;
  /** every day, in order, without a gap; 366 at the most */
  readonly days: readonly LocalDay[];
  /** in order, without a gap: together the period */
  readonly buckets: readonly Bucket[];
  /** the period before, of equal kind, to compare with */
  readonly before: Stretch & { readonly days: readonly LocalDay[] };
};
