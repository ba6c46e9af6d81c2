import type pg from "pg";
import type { Queryable } from "./queryable";

/** The database does not come round to a statement in time; nothing was sent to it. */
export class DatabaseBusy extends Error {
  // "too many connections": what PostgreSQL itself says when it has no room.
  readonly code = "53300";
}

type Waiter = { readonly since: number; readonly turn: Turn; readonly refuse: (error: Error) => void };

/** Milliseconds that a statement may wait for its turn while others get theirs: a crowd is served to its end. */
const PATIENCE_MS = 10_000;
/** … and while nothing moves. With the statement's own deadline that stays below two seconds (R9). */
const PATIENCE_WHEN_STALLED_MS = 500;
/** Nothing answered for so long: stalled. */
const STALLED_AFTER_MS = 300;
const LOOK_EVERY_MS = 50;

/** What is asked of a pool: a client, and to have it back. */
export type ClientSource = { connect: (done: Parameters<pg.Pool["connect"]>[0]) => void };

// pg's many ways to ask, as one: whatever was said to `query`, with a callback behind it.
type Asked = { query: (...asked: unknown[]) => void };
type Turn = (client: pg.PoolClient) => void;

/**
 * Puts a queue of ours before a pool: at most `size` statements run, the others wait in order. A pool's own queue has one
 * deadline for a crowd before a healthy database and for a few before a dead one; the first must be served, the second be
 * told at once. A connection goes from one statement to the next that waits, without a way back through the pool; who finds
 * no new connection while others work waits for one of those.
 */
export function admitted(pool: ClientSource, size: number): Queryable {
  const queue = new WaitingLine();
  let places = 0;
  let working = 0;
  // Nobody got a connection of late: one at a time tries. A database that was frozen would otherwise have to begin with
  // hundreds of connections that nobody waits for any more (R9).
  let failing = false;
  const most = () => (failing ? 1 : size);

  const connect = (waiter: Waiter) => {
    places += 1;
    pool.connect((error, client) => {
      failing = !client;
      if (client) {
        working += 1;
        waiter.turn(client);
        while (connectNext());
        return;
      }
      places -= 1;
      if (working > 0) queue.putBack(waiter);
      else {
        waiter.refuse(error ?? new DatabaseBusy("the pool has no connection"));
        connectNext();
      }
    });
  };

  const connectNext = (): boolean => {
    const next = places < most() ? queue.next() : undefined;
    if (next) connect(next);
    return next !== undefined;
  };

  const finish = (client: pg.PoolClient, error: Error | undefined) => {
    if (!error) queue.noteProgress();
    const next = error ? undefined : queue.next();
    if (next) {
      next.turn(client);
      return;
    }
    working -= 1;
    places -= 1;
    // After a failure nobody knows what the connection is still waiting for: it is closed (pg's own pool does the same).
    client.release(error ?? false);
    connectNext();
  };

  // One promise, and callbacks below it: every login passes here, and each `await` would cost two more.
  function run(...statement: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const turn = (client: pg.PoolClient) => {
        (client as unknown as Asked).query(...statement, (error: Error | null | undefined, result: unknown) => {
          finish(client, error ?? undefined);
          if (error) reject(error);
          else resolve(result);
        });
      };
      const waiter = { since: performance.now(), turn, refuse: reject };
      if (places >= most()) queue.wait(waiter);
      else connect(waiter);
    });
  }

  return { query: run as Queryable["query"] };
}

class WaitingLine {
  private readonly waiting: Waiter[] = [];
  private timer: NodeJS.Timeout | undefined;
  private lastLook = 0;
  private lastProgress = 0;
  private progressed = false;

  wait(waiter: Waiter): void {
    this.waiting.push(waiter);
    this.watch();
  }

  /** For who was at the front already. */
  putBack(waiter: Waiter): void {
    this.waiting.unshift(waiter);
    this.watch();
  }

  noteProgress(): void {
    this.progressed = true;
  }

  next(): Waiter | undefined {
    return this.waiting.shift();
  }

  private watch(): void {
    if (this.timer) return;
    this.lastLook = this.lastProgress = performance.now();
    this.timer = setTimeout(() => this.look(), LOOK_EVERY_MS).unref();
  }

  private look(): void {
    const at = performance.now();
    // Or this process itself was busy: what the database answered meanwhile could not be read yet.
    if (this.progressed || at - this.lastLook > 4 * LOOK_EVERY_MS) this.lastProgress = at;
    this.progressed = false;
    this.lastLook = at;
    const patience = at - this.lastProgress > STALLED_AFTER_MS ? PATIENCE_WHEN_STALLED_MS : PATIENCE_MS;
    while (this.waiting[0] && at - this.waiting[0].since > patience) {
      this.waiting.shift()?.refuse(new DatabaseBusy("the database did not come round to it"));
    }
    this.timer = this.waiting.length > 0 ? setTimeout(() => this.look(), LOOK_EVERY_MS).unref() : undefined;
  }
}
