/** The door of the statistics' room: which period is meant, and what happened in it. */
export { type DayNote, isPart, noteOfDay } from "./cut-period";
export { type Bucket, type BucketSize, bucketSizes, type Period } from "./period";
export { MOST_DAYS, type PeriodQuery, type PeriodRefusal, readPeriod } from "./read-period";
export { readStatistics } from "./read-statistics";
export { rollUpOnce } from "./roll-up";
export { PLATFORM, type StatisticsScope } from "./scope";
export type { Figures, RefusalCount, Statistics } from "./statistics";
