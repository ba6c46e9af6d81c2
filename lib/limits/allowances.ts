import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { hashToken } from "../crypto/token";
import { pool } from "../db/pools";
import { oncePerProcess } from "../registry";

const HOUR = 3_600;

// What somebody may do without proving anything, and how often. One client address may stand for a whole office.
const allowances = {
  /** accounts made, per client address */
  "sign-up": { points: 60, duration: HOUR },
  /** forms that write to somebody, per client address */
  "mail-asked": { points: 60, duration: HOUR },
  /** mails of one kind to one address */
  "mail-to": { points: 5, duration: HOUR },
  /** the password asked again of somebody who is signed in, per person */
  "password-again": { points: 10, duration: HOUR / 4 },
} as const;

export type Allowance = keyof typeof allowances;

/**
 * Takes one of what is allowed to `key` in a while. @param key of any length; it is stored as a hash
 * @returns seconds to wait when nothing is left, else null: taken
 */
export async function takeAllowance(kind: Allowance, key: string): Promise<number | null> {
  try {
    await limiter(kind).consume(hashToken(`${kind}\n${key}`).toString("hex"));
    return null;
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return Math.max(1, Math.ceil(rejected.msBeforeNext / 1000));
    throw rejected;
  }
}

function limiter(kind: Allowance): RateLimiterAbstract {
  return oncePerProcess(`limiter:${kind}`, () => {
    const options = { keyPrefix: kind, ...allowances[kind] };
    return new RateLimiterPostgres({
      ...options,
      storeClient: pool("pages"),
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: false,
      // The table unavailable: each process counts for itself.
      insuranceLimiter: new RateLimiterMemory(options),
    });
  });
}
