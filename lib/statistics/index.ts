/** The door of the statistics' room: which period is meant, and what happened in it. */
export { bucketName, isPart, noteOfDay } from "./cut-period";
export { type Bucket, type BucketSize, bucketSizes, type Period } from "./period";
export { PAGE_LIMITS, type PeriodLimits, type PeriodRefusal, readPeriod } from "./read-period";
export { readStatistics } from "./read-statistics";
export { rollUpOnce } from "./roll-up";
export { PLATFORM, type StatisticsScope } from "./scope";
export type { Figures, RefusalCount, Statistics } from "./statistics";
