export { type Bucket, bucketSizes, type BucketSize, type Period } from "./period";
export { type PruneCursor, pruneVisits } from "./prune-visits";
export { readStatistics } from "./read-statistics";
export { recountStatistics } from "./recount";
export { dropOldEvents, keptSince, monthsKept, monthsKeptInput, setMonthsKept } from "./retention";
export { rollUpOnce } from "./roll-up";
export { PLATFORM, type StatisticsScope } from "./scope";
export type { Figures, RefusalCount, Statistics } from "./statistics";
export { type Difference, type Verdict, verifyStatistics } from "./verify";
