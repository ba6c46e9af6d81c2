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
const OPEN_AGAIN_AFTER_MS = 1_000;

/** What is asked of a pool: a client, and whether it has one at hand. */
export type ClientSource = { readonly idleCount: number; connect: (done: Parameters<pg.Pool["connect"]>[0]) => void };

// pg's many ways to ask, as one: whatever was said to `query`, with a callback behind it.
type Asked = { query: (...asked: unknown[]) => void };
type Turn = (client: pg.PoolClient) => void;

/**
 * Puts a queue of ours before a pool: at most `size` statements run, the others wait in order. A pool's own queue has one
 * deadline for a crowd before a healthy database and for a few before a dead one; the first must be served, the second be
 * told at once. A connection goes from one statement to the next that waits, without a way back through the pool.
 *
 * A new connection is nobody's own: who asked for it may be told of a dead database long before, and whoever waits when it
 * comes gets it. One that a frozen database has let wait is the first that it serves when it is back; asking anew every half
 * second would put us behind all our own attempts that nobody waits for any more (R9).
 */
export function admitted(pool: ClientSource, size: number): Queryable {
  const admission = new Admission(pool, size);
  return { query: ((...statement: unknown[]) => admission.run(statement)) as Queryable["query"] };
}

class Admission {
  private readonly queue = new WaitingLine();
  private working = 0;
  private opening = 0;
  /** when the last attempt to connect failed; null: it did not */
  private failedAt: number | null = null;

  constructor(
    private readonly pool: ClientSource,
    private readonly size: number,
  ) {}

  // One promise, and callbacks below it: every login passes here, and each `await` would cost two more.
  run(statement: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const turn = (client: pg.PoolClient) => {
        (client as unknown as Asked).query(...statement, (error: Error | null | undefined, result: unknown) => {
          this.finish(client, error ?? undefined);
          if (error) reject(error);
          else resolve(result);
        });
      };
      const waiter = { since: performance.now(), turn, refuse: reject };
      if (this.working + this.opening < this.size && this.pool.idleCount > 0) this.takeIdle(waiter);
      else {
        this.queue.wait(waiter);
        this.openForWaiting();
      }
    });
  }

  private takeIdle(waiter: Waiter): void {
    this.working += 1;
    this.pool.connect((error, client) => {
      if (client) waiter.turn(client);
      else {
        this.working -= 1;
        waiter.refuse(noConnection(error));
      }
    });
  }

  private openForWaiting(): void {
    while (this.working + this.opening < this.size && this.opening < this.queue.length && this.mayOpen()) this.open();
  }

  // After a failure one at a time tries, and not at once again while others work.
  private mayOpen(): boolean {
    if (this.failedAt === null) return true;
    return this.opening === 0 && (this.working === 0 || performance.now() - this.failedAt > OPEN_AGAIN_AFTER_MS);
  }

  private open(): void {
    this.opening += 1;
    this.pool.connect((error, client) => {
      this.opening -= 1;
      this.failedAt = client ? null : performance.now();
      if (client) {
        this.working += 1;
        this.serveNext(client);
      } else if (this.working === 0) {
        // Who waits while others work is served by one of those.
        this.queue.next()?.refuse(noConnection(error));
      }
      this.openForWaiting();
    });
  }

  private serveNext(client: pg.PoolClient): void {
    const next = this.queue.next();
    if (next) {
      next.turn(client);
      return;
    }
    this.working -= 1;
    client.release(false);
  }

  private finish(client: pg.PoolClient, error: Error | undefined): void {
    if (!error) {
      this.queue.noteProgress();
      this.serveNext(client);
      return;
    }
    this.working -= 1;
    // After a failure nobody knows what the connection is still waiting for: it is closed (pg's own pool does the same).
    client.release(error);
    this.openForWaiting();
  }
}

function noConnection(error: Error | undefined): Error {
  return error ?? new DatabaseBusy("the pool has no connection");
}

class WaitingLine {
  private readonly waiting: Waiter[] = [];
  private timer: NodeJS.Timeout | undefined;
  private lastLook = 0;
  private lastProgress = 0;
  private progressed = false;

  get length(): number {
    return this.waiting.length;
  }

  wait(waiter: Waiter): void {
    this.waiting.push(waiter);
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
