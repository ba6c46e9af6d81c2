import { now } from "../clock";
import { pool } from "../db/pools";
import { ensureEventPartitions } from "../events/event-partitions";
import { readiness } from "../health/readiness";
import { log } from "../log";
import { giveUpOldMails } from "../mail/delivery";
import { deleteOutdated } from "./delete-outdated";

const EVERY_MS = 3_600_000;
/** After a round that could not be done: the database was away, or its schema not ours yet. */
const AGAIN_MS = 5_000;
/** Months of event partitions that exist ahead of time, the running one included. */
const MONTHS_AHEAD = 3;

/**
 * Makes the coming months' partitions, gives up mails that nobody takes and deletes what is long over, every hour. Every process may do it: each step is
 * harmless when another did it before. @param done the first round is done already @returns a function that ends it
 */
export function startChores(done: boolean): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const plan = (ok: boolean) => {
    if (!stopped) timer = setTimeout(() => void doChoresNow().then(plan), ok ? EVERY_MS : AGAIN_MS).unref();
  };
  plan(done);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** One round of the chores. Never throws. @returns false when it could not be done */
export async function doChoresNow(): Promise<boolean> {
  if (readiness().reason !== null) return false;
  try {
    await ensureEventPartitions(pool("pages"), now(), MONTHS_AHEAD);
    await giveUpOldMails(pool("pages"));
    await deleteOutdated(pool("pages"));
    return true;
  } catch (error) {
    log().warn({ error }, "the regular chores failed; they are tried again");
    return false;
  }
}
