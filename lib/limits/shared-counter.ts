import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "../db/pools";
import { oncePerProcess } from "../registry";

/**
 * A counter in the database, so that all processes count together.
 * @param duration seconds after which a key starts anew
 * @param busy for a counter that floods may ask: once a key has nothing left, this process answers from memory
 */
export function sharedCounter(
  keyPrefix: string,
  { points, duration }: { points: number; duration: number },
  { busy = false }: { busy?: boolean } = {},
): RateLimiterAbstract {
  return oncePerProcess(`limiter:${keyPrefix}`, () => {
    const options = { keyPrefix, points, duration };
    return new RateLimiterPostgres({
      ...options,
      storeClient: pool("pages"),
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: busy,
      // A flood must not become a flood of writes.
      ...(busy ? { inMemoryBlockOnConsumed: points, inMemoryBlockDuration: duration } : {}),
      // The table unavailable: each process counts for itself.
      insuranceLimiter: new RateLimiterMemory(options),
    });
  });
}

/**
 * Takes one point of what `key` has.
 * @param seconds how long the key is remembered, instead of the counter's own duration
 * @returns null: taken; else the seconds until there is one again
 */
export async function takePoint(counter: RateLimiterAbstract, key: string, seconds?: number): Promise<number | null> {
  try {
    await counter.consume(key, 1, seconds === undefined ? {} : { customDuration: seconds });
    return null;
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return Math.max(1, Math.ceil(rejected.msBeforeNext / 1000));
    throw rejected;
  }
}
