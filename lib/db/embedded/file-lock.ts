import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";

/** A holder that was killed is overruled after this; a living one renews its claim every second. */
const STALE_MS = 5_000;
/** The longest honest wait: somebody else's first start, or a recovery after a crash, on a slow machine. */
const PATIENCE_MS = 180_000;
const RETRY_MS = 100;

/**
 * Runs `work` while no other process on this machine does anything to the embedded database of `dataDir`.
 * Overruling a killed holder leaves a tiny window in which two could hold the lock; so everything done under it must
 * also stand that (an atomic rename or link, PostgreSQL's own lock file), and none of it does worse than a retry.
 * @param dataDir an existing folder
 * @param onWait called once when another process holds the lock
 * @throws Error when the lock stays taken for three minutes, and what `work` throws
 */
export async function withFileLock<Value>(dataDir: string, onWait: () => void, work: () => Promise<Value>): Promise<Value> {
  const release = await acquire(dataDir, onWait);
  try {
    return await work();
  } finally {
    // Fails when we were taken for dead meanwhile (a suspended laptop): then it is not ours to release.
    await release().catch(() => undefined);
  }
}

async function acquire(dataDir: string, onWait: () => void): Promise<() => Promise<void>> {
  const deadline = performance.now() + PATIENCE_MS;
  for (let waited = false; performance.now() < deadline; waited = true) {
    try {
      return await lockfile.lock(dataDir, {
        lockfilePath: path.join(dataDir, "postgres.lock"),
        realpath: false,
        stale: STALE_MS,
        update: 1_000,
        // The default throws out of a timer, which would end the process; see above why going on is harmless.
        onCompromised: () => undefined,
      });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ELOCKED")) throw error;
      if (!waited) onWait();
      await sleep(RETRY_MS);
    }
  }
  throw new Error(`Another process has been starting or stopping the database in ${dataDir} for three minutes: end it and try again.`);
}
