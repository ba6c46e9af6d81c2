import { newId } from "../id";
import type { Queryable } from "./pools";

/** A lease ends by itself after this time, by the database's clock: a process that died holds up the others no longer. */
const HELD_FOR_MS = 8_000;
const RENEWED_EVERY_MS = 2_000;
/** Whoever waits for a lease looks so often; together with its length that is less than ten seconds. */
const LOOKED_EVERY_MS = 1_000;
const LAST_WORDS_MS = 1_500;

/** The right to do what only one process at a time shall do. */
export type Lease = {
  /** True while it is held for certain: whatever else happens, nobody else has it before this turns false. */
  readonly isHeld: () => boolean;
  /** ends the trying, and gives it back for somebody else to take at once */
  readonly letGo: () => Promise<void>;
};

type LeaseOptions = {
  /** told what went wrong; it is tried again */
  readonly onError: (error: unknown) => void;
  /** false: this process shall not take it now, nor keep it */
  readonly wanted?: () => boolean;
};

/**
 * Tries to get the lease `name`, and to keep it, until it is let go. A safeguard against work done twice in vain: what must
 * never be done twice needs a lock of its own, for a process may be frozen between the look at its lease and the work.
 */
export function takeLease(db: Queryable, name: string, { onError, wanted = () => true }: LeaseOptions): Lease {
  const holder = newId();
  let heldUntilMs = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const isHeld = () => performance.now() < heldUntilMs;
  const round = async () => {
    // From before the question on: the database counts from a later moment.
    const askedMs = performance.now();
    try {
      const got = wanted() && (await renew(db, name, holder));
      heldUntilMs = got ? askedMs + HELD_FOR_MS : 0;
    } catch (error) {
      onError(error);
    }
    if (!stopped) plan(isHeld() ? RENEWED_EVERY_MS : LOOKED_EVERY_MS);
  };
  const plan = (afterMs: number) => {
    timer = setTimeout(() => void (running = round()), afterMs).unref();
  };
  plan(0);
  const letGo = async () => {
    stopped = true;
    clearTimeout(timer);
    await inTime(running);
    const held = isHeld();
    heldUntilMs = 0;
    if (held) await inTime(giveBack(db, name, holder).catch(onError));
  };
  return { isHeld, letGo };
}

// Whoever only waits writes nothing: an INSERT that does nothing would still lock the row.
async function renew(db: Queryable, name: string, holder: string): Promise<boolean> {
  const { rowCount: taken } = await db.query("SELECT FROM leases WHERE name = $1 AND holder <> $2 AND expires_at > clock_timestamp()", [
    name,
    holder,
  ]);
  if (taken !== 0) return false;
  const { rowCount } = await db.query(
    `INSERT INTO leases AS held (name, holder, expires_at) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
      WHERE held.holder = excluded.holder OR held.expires_at <= clock_timestamp()`,
    [name, holder, HELD_FOR_MS],
  );
  return rowCount === 1;
}

async function giveBack(db: Queryable, name: string, holder: string): Promise<void> {
  await db.query("DELETE FROM leases WHERE name = $1 AND holder = $2", [name, holder]);
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => void (timer = setTimeout(resolve, LAST_WORDS_MS)))]);
  clearTimeout(timer);
}
