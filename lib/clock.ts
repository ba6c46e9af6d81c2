import { oncePerProcess } from "./registry";

type Clock = { read: () => number };

// The front door loads this before Next, which replaces Date.now by one that asks whether a page is being rendered.
const systemMs = Date.now;

const clock = () => oncePerProcess<Clock>("clock", () => ({ read: systemMs }));

/** Now, by the one clock of this process. One-time tokens are judged by the database's clock instead (their store). */
export function now(): Date {
  return new Date(clock().read());
}

/** Now in epoch milliseconds, by the same clock, for what is asked on every request. */
export function nowMs(): number {
  return clock().read();
}

/** Replaces the clock, for tests. @param read epoch milliseconds @returns a function that restores the real one */
export function setClock(read: () => number): () => void {
  clock().read = read;
  return () => {
    clock().read = systemMs;
  };
}
