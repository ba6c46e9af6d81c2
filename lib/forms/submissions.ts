import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/db/pools";
import { oncePerProcess } from "@/lib/registry";

// Nobody sends the same form again after this; a reload of an old answer might.
const REMEMBERED_SECONDS = 6 * 3600;

/**
 * Takes one sending of a form for itself: of a double click, or a reload of the answer, one alone gets true.
 * @param submission the id that stood in the form
 */
export async function claimSubmission(submission: string): Promise<boolean> {
  try {
    await limiter().consume(submission);
    return true;
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return false;
    throw rejected;
  }
}

function limiter(): RateLimiterPostgres {
  return oncePerProcess("limiter:submission", () => {
    const options = { keyPrefix: "form", points: 1, duration: REMEMBERED_SECONDS };
    return new RateLimiterPostgres({
      ...options,
      storeClient: pool("pages"),
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: false,
      insuranceLimiter: new RateLimiterMemory(options),
    });
  });
}
