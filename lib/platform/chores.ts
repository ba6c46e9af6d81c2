import { now } from "../clock";
import { pool } from "../db/pools";
import { ensureEventPartitions } from "../events/event-partitions";
import { readiness } from "../health/readiness";
import { log } from "../log";
import { deleteOutdated } from "./delete-outdated";

const EVERY_MS = 3_600_000;
const FIRST_MS = 1_000;
/** Months of event partitions that exist ahead of time, the running one included. */
const MONTHS_AHEAD = 3;

/**
 * Makes the coming months' partitions and deletes what is long over, at once and then every hour. Every process may do
 * it: each step is harmless when another did it before. @returns a function that ends it
 */
export function startChores(): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const round = async () => {
    // Not ready yet (no database, no schema): look again soon, not in an hour.
    const ready = readiness().reason === null;
    if (ready) await doChores().catch((error: unknown) => log().warn({ error }, "the regular chores failed; they are tried again"));
    if (!stopped) timer = setTimeout(() => void round(), ready ? EVERY_MS : FIRST_MS).unref();
  };
  timer = setTimeout(() => void round(), 0).unref();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** One round of the chores. */
export async function doChores(): Promise<void> {
  await ensureEventPartitions(pool("pages"), now(), MONTHS_AHEAD);
  await deleteOutdated(pool("pages"));
}
