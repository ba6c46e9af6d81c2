import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { admitted, type ClientSource, DatabaseBusy } from "./admission";
import { isDatabaseGone } from "./failure";
import type { Queryable } from "./queryable";

function fakePool(work: () => Promise<unknown>): { db: Queryable; most: () => number; released: unknown[] } {
  const released: unknown[] = [];
  let running = 0;
  let most = 0;
  const query = (_text: string, done: (error: Error | undefined, result?: unknown) => void) => {
    running += 1;
    most = Math.max(most, running);
    const end = (error: Error | undefined, result?: unknown) => {
      running -= 1;
      done(error, result);
    };
    work().then(
      (result) => end(undefined, result),
      (error: unknown) => end(error as Error),
    );
  };
  const release = (error: unknown) => released.push(error);
  const source = { connect: (done: (error: undefined, client: object) => void) => done(undefined, { query, release }) };
  return { db: admitted(source as unknown as ClientSource, 3), most: () => most, released };
}

describe("the queue before the gateway's connections", () => {
  test("a crowd is served to its end, never more at once than there are connections", async () => {
    const { db, most } = fakePool(() => delay(2));
    const results = await Promise.allSettled(Array.from({ length: 600 }, () => db.query("x")));
    expect(results.filter((result) => result.status === "rejected")).toEqual([]);
    expect(most()).toBe(3);
  });

  test("also when it takes longer than those before a dead database would have to wait", async () => {
    const { db } = fakePool(() => delay(40));
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => db.query("x"))); // 800 ms for the last
    expect(results.every((result) => result.status === "fulfilled")).toBe(true);
  });

  test("R9: before a database that does not move, those who wait are told soon, as one that is gone", async () => {
    const { db } = fakePool(() => delay(1400).then(() => Promise.reject(new Error("Query read timeout"))));
    const start = performance.now();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => db.query("x")));
    expect(performance.now() - start).toBeLessThan(2_000);
    const errors = results.map((result) => (result.status === "rejected" ? (result.reason as unknown) : null));
    expect(errors.filter((error) => error instanceof DatabaseBusy)).toHaveLength(17);
    expect(errors.every(isDatabaseGone)).toBe(true);
  });

  test("a failed statement gives its place to the next", async () => {
    let count = 0;
    const { db } = fakePool(() => (++count % 2 === 0 ? Promise.resolve("fine") : Promise.reject(new Error("bad statement"))));
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => db.query("x")));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(10);
  });

  test("a connection goes from one statement to the next, back to the pool at the end, and is closed after a failure", async () => {
    let count = 0;
    const { db, released } = fakePool(() => (++count === 4 ? Promise.reject(new Error("bad statement")) : delay(1)));
    await Promise.allSettled(Array.from({ length: 20 }, () => db.query("x")));
    expect(released).toHaveLength(4);
    expect(released.filter((error) => error instanceof Error)).toHaveLength(1);
    expect(released.filter((error) => error === false)).toHaveLength(3);
  });

  test("no connection to be had: each is told why, and the next one is served", async () => {
    let up = false;
    const client = { query: (_text: string, done: (error: null, result: string) => void) => done(null, "fine"), release: () => undefined };
    const connect = (done: (error?: Error, client?: object) => void) => (up ? done(undefined, client) : done(new Error("refused")));
    const db = admitted({ connect } as unknown as ClientSource, 1);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => db.query("x")));
    expect(results.map((result) => (result.status === "rejected" ? String(result.reason) : ""))).toEqual(Array(5).fill("Error: refused"));
    up = true;
    await expect(db.query("x")).resolves.toBe("fine");
  });

  test("who finds no new connection while another works is served by that one", async () => {
    let connections = 0;
    const client = {
      query: (_text: string, done: (error: null, result: string) => void) => void delay(5).then(() => done(null, "fine")),
      release: () => (connections -= 1),
    };
    const connect = (done: (error?: Error, client?: object) => void) => {
      if (connections === 1) void delay(1).then(() => done(new Error("too many clients already")));
      else void Promise.resolve((connections += 1)).then(() => done(undefined, client));
    };
    const db = admitted({ connect } as unknown as ClientSource, 4);
    const results = await Promise.all(Array.from({ length: 20 }, () => db.query("x")));
    expect(results).toEqual(Array(20).fill("fine"));
    expect(connections).toBe(0);
  });

  test("R9: before a database that gives no connection, one at a time tries; once there is one, all places are used again", async () => {
    let up = false;
    let trying = 0;
    let most = 0;
    const client = {
      query: (_text: string, done: (error: null, result: string) => void) => void delay(5).then(() => done(null, "fine")),
      release: () => (trying -= 1),
    };
    const connect = (done: (error?: Error, client?: object) => void) => {
      most = Math.max(most, (trying += 1));
      void delay(20).then(() => {
        if (up) done(undefined, client);
        else {
          trying -= 1;
          done(new Error("timeout exceeded when trying to connect"));
        }
      });
    };
    const db = admitted({ connect } as unknown as ClientSource, 4);
    await Promise.allSettled([db.query("x")]);
    most = 0;
    const refused = await Promise.allSettled(Array.from({ length: 8 }, () => db.query("x")));
    expect(refused.every(({ status }) => status === "rejected")).toBe(true);
    expect(most).toBe(1);
    up = true;
    await Promise.all(Array.from({ length: 40 }, () => db.query("x")));
    expect(most).toBe(4);
  });

  test("R9: what was asked of a frozen database serves whoever waits when it is back, and is not asked again meanwhile", async () => {
    let attempts = 0;
    let thaw: (() => void) | undefined;
    const client = { query: (_text: string, done: (error: null, result: string) => void) => done(null, "fine"), release: () => undefined };
    const connect = (done: (error?: Error, client?: object) => void) => {
      attempts += 1;
      thaw = () => done(undefined, client);
    };
    const db = admitted({ connect } as unknown as ClientSource, 1);
    const start = performance.now();
    const refused = await Promise.allSettled(Array.from({ length: 5 }, () => db.query("x")));
    expect(performance.now() - start).toBeLessThan(1_500);
    expect(refused.map((result) => (result.status === "rejected" ? (result.reason as unknown) : null))).toSatisfy((errors: unknown[]) =>
      errors.every((error) => error instanceof DatabaseBusy),
    );
    const late = db.query("x");
    thaw?.();
    await expect(late).resolves.toBe("fine");
    expect(attempts).toBe(1);
  });

  test("who takes an idle connection does not wait in the line, and a failure to open another does not slow those that there are", async () => {
    let running = 0;
    let most = 0;
    let idle = 3;
    const client = {
      query: (_text: string, done: (error: null, result: string) => void) => {
        most = Math.max(most, (running += 1));
        void delay(5).then(() => {
          running -= 1;
          done(null, "fine");
        });
      },
      release: () => (idle += 1),
    };
    const source = {
      get idleCount() {
        return idle;
      },
      connect: (done: (error?: Error, client?: object) => void) => {
        if (idle === 0) return void delay(1).then(() => done(new Error("too many clients already")));
        idle -= 1;
        process.nextTick(() => done(undefined, client));
      },
    };
    const db = admitted(source as unknown as ClientSource, 10);
    await Promise.all(Array.from({ length: 30 }, () => db.query("x")));
    most = 0;
    await Promise.all(Array.from({ length: 30 }, () => db.query("x")));
    expect(most).toBe(3);
  });
});
