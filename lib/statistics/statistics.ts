import type { LoginProtocol } from "@/lib/events/login-event";
import type { Bucket, Period } from "./period";

/** What happened in a stretch of time. Test launches are in `tests` alone. */
export type Figures = {
  /** accepted first halves: apps opened in the catalogue, access tokens obtained for paired launches */
  readonly launches: number;
  /** accepted logins of the protocols that have a first half: what became of the launches */
  readonly followed: number;
  /** accepted logins of every protocol; the command line calls them redemptions */
  readonly entries: number;
  /** refused attempts of either half */
  readonly refused: number;
  /** different people with an accepted login */
  readonly uniqueUsers: number;
  /** accepted logins of test users */
  readonly tests: number;
};

/** Why attempts were refused, tests left out. */
export type RefusalCount = {
  readonly protocol: LoginProtocol;
  readonly kind: "launch" | "login";
  readonly reason: string;
  readonly count: number;
};

/** The figures of one scope in one period, all of one instant. */
export type Statistics = {
  readonly period: Period;
  /** one for each bucket of the period */
  readonly buckets: readonly (Bucket & Figures)[];
  /** of the whole period; its people are not the sum of the buckets' */
  readonly total: Figures;
  readonly totalBefore: Figures;
  /** the most frequent first */
  readonly refusals: readonly RefusalCount[];
  /** up to which instant the job has counted: what came later was counted from the events themselves */
  readonly countedAt: Date;
};
