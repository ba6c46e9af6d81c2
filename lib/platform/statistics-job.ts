import { now } from "../clock";
import { isDatabaseGone } from "../db/failure";
import { takeLease } from "../db/lease";
import { pool } from "../db/pools";
import { readiness } from "../health/readiness";
import { log } from "../log";
import { dropOldEvents, type PruneCursor, pruneVisits, rollUpOnce } from "../statistics";

const EVERY_MS = 1_000;
/** While much is behind, each round is followed by a rest as long as itself, and no shorter than this: logins come first. */
const SHORTEST_REST_MS = 50;
/** More events than this in one round, and there are probably more. */
const BEHIND = 5_000;
const LAST_WORDS_MS = 4_000;
/** How often it is asked whether there is something to tidy up. */
const TIDIED_EVERY_MS = 3_600_000;

/**
 * Counts login events for the statistics, about once a second, in whichever process has the lease for it. The others watch,
 * and one of them goes on within ten seconds when it dies. @returns a function that ends it
 */
export function startStatisticsJob(): () => Promise<void> {
  const troubles = new Troubles();
  const tidying = new Tidying();
  const lease = takeLease(pool("pages"), "statistics", {
    wanted: () => readiness().reason === null,
    onError: (error) => troubles.tell(error),
  });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let stopped = false;
  const round = async () => {
    const begunMs = performance.now();
    const events = lease.isHeld() ? await roundOf(troubles, tidying) : 0;
    const restMs = events > BEHIND ? Math.max(SHORTEST_REST_MS, performance.now() - begunMs) : EVERY_MS;
    if (!stopped) plan(Math.min(restMs, EVERY_MS));
  };
  const plan = (afterMs: number) => {
    timer = setTimeout(() => void (running = round()), afterMs).unref();
  };
  plan(EVERY_MS);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await Promise.race([running, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS).unref())]);
    await lease.letGo();
  };
}

async function roundOf(troubles: Troubles, tidying: Tidying): Promise<number> {
  try {
    const events = await rollUpOnce();
    if (events <= BEHIND) await tidying.step();
    troubles.over();
    return events;
  } catch (error) {
    troubles.tell(error);
    return 0;
  }
}

/** What the statistics do not need any more goes, a little after each round, while nothing is behind. */
class Tidying {
  private nextMs = performance.now() + TIDIED_EVERY_MS / 60;
  private cursor: PruneCursor | null = null;

  async step(): Promise<void> {
    if (this.cursor === null && performance.now() < this.nextMs) return;
    const begins = this.cursor === null;
    this.nextMs = performance.now() + TIDIED_EVERY_MS;
    this.cursor = await pruneVisits(this.cursor, now().getTime());
    if (begins) await dropOldEvents(now());
  }
}

/** Told once, when they begin, and not each second. */
class Troubles {
  private told = false;

  tell(error: unknown): void {
    // Two at once: the other one has counted, and this one looks again.
    if (this.told || isOvertaken(error)) return;
    this.told = true;
    log()[isDatabaseGone(error) ? "warn" : "error"]({ error }, "login events could not be counted for the statistics; it is tried again");
  }

  over(): void {
    if (this.told) log().info("login events are counted for the statistics again");
    this.told = false;
  }
}

// "serialization failure", and "lock not available" where a recount takes its time
function isOvertaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "40001" || error.code === "55P03");
}
