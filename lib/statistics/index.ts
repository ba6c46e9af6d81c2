export { type Bucket, bucketSizes, type BucketSize, type Period } from "./period";
export { readStatistics } from "./read-statistics";
export { rollUpOnce } from "./roll-up";
export { PLATFORM, type StatisticsScope } from "./scope";
export type { Figures, RefusalCount, Statistics } from "./statistics";
