import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds that every answer takes to which mail is, or is not, sent. */
export const EVEN_MS = 300;

/**
 * Does `work` and answers no earlier than `ms` milliseconds after the start, so that the time does not tell whether there was
 * anything to do (PN-26).
 */
export async function evenly<Value>(ms: number, work: () => Promise<Value>): Promise<Value> {
  const [value] = await Promise.all([work(), delay(ms)]);
  return value;
}
