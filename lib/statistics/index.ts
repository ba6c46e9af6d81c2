/** The door of the statistics' room: which period is meant, and what happened in it. */
export { bucketName, isPart, noteOfDay } from "./cut-period";
export { type Bucket, type BucketSize, bucketSizes, type Period } from "./period";
export { type PruneCursor, pruneVisits } from "./prune-visits";
export { PAGE_LIMITS, type PeriodLimits, type PeriodRefusal, readPeriod } from "./read-period";
export { readStatistics } from "./read-statistics";
export { recountStatistics } from "./recount";
export { dropOldEvents, keptSince, monthsKept, monthsKeptInput, setMonthsKept } from "./retention";
export { rollUpOnce } from "./roll-up";
export { PLATFORM, type StatisticsScope } from "./scope";
export type { Figures, RefusalCount, Statistics } from "./statistics";
export { type Difference, type Verdict, verifyStatistics } from "./verify";
