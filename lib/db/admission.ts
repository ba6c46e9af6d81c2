import type { Queryable } from "./queryable";

/** The database does not come round to a statement in time; nothing was sent to it. */
export class DatabaseBusy extends Error {
  // "too many connections": what PostgreSQL itself says when it has no room.
  readonly code = "53300";
}

type Waiter = { readonly since: number; readonly start: () => void; readonly refuse: (error: Error) => void };

/** Milliseconds that a statement may wait for its turn while others get theirs: a crowd is served to its end. */
const PATIENCE_MS = 10_000;
/** … and while nothing moves. With the statement's own deadline that stays below two seconds (R9). */
const PATIENCE_WHEN_STALLED_MS = 500;
/** Nothing answered for so long: stalled. */
const STALLED_AFTER_MS = 300;
const LOOK_EVERY_MS = 50;

/**
 * Puts a queue of ours before a pool: at most `size` statements run, the others wait in order. A pool's own queue has one
 * deadline for a crowd before a healthy database and for a few before a dead one; the first must be served, the second be
 * told at once.
 */
export function admitted(pool: Queryable, size: number): Queryable {
  const queue = new WaitingLine();
  const ask = pool.query.bind(pool) as (...statement: unknown[]) => void;
  let busy = 0;

  // One promise, and callbacks below it: every login passes here, and each `await` would cost two more.
  function run(...statement: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | undefined, result: unknown) => {
        if (!error) queue.noteProgress();
        // The place is handed on, not given back and taken anew: nobody can slip in between.
        if (!queue.startNext()) busy -= 1;
        if (error) reject(error);
        else resolve(result);
      };
      const start = () => ask(...statement, done);
      if (busy >= size) {
        queue.wait(start, reject);
        return;
      }
      busy += 1;
      start();
    });
  }

  return { query: run as Queryable["query"] };
}

class WaitingLine {
  private readonly waiting: Waiter[] = [];
  private timer: NodeJS.Timeout | undefined;
  private lastLook = 0;
  private lastProgress = 0;

  wait(start: () => void, refuse: (error: Error) => void): void {
    const since = performance.now();
    this.waiting.push({ since, start, refuse });
    if (this.timer) return;
    this.lastLook = this.lastProgress = since;
    this.timer = setTimeout(() => this.look(), LOOK_EVERY_MS).unref();
  }

  noteProgress(): void {
    this.lastProgress = performance.now();
  }

  startNext(): boolean {
    const next = this.waiting.shift();
    next?.start();
    return next !== undefined;
  }

  private look(): void {
    const at = performance.now();
    // This process itself was busy: what the database answered meanwhile could not be read yet.
    if (at - this.lastLook > 4 * LOOK_EVERY_MS) this.lastProgress = at;
    this.lastLook = at;
    const patience = at - this.lastProgress > STALLED_AFTER_MS ? PATIENCE_WHEN_STALLED_MS : PATIENCE_MS;
    while (this.waiting[0] && at - this.waiting[0].since > patience) {
      this.waiting.shift()?.refuse(new DatabaseBusy("the database did not come round to it"));
    }
    this.timer = this.waiting.length > 0 ? setTimeout(() => this.look(), LOOK_EVERY_MS).unref() : undefined;
  }
}
