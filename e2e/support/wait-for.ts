import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again and again until the answer is something other than null or false.
 * @param what named in the error, as in "did not become …"
 * @returns the answer, and how many milliseconds it took
 */
export async function waitFor<Value>(
  what: string,
  patienceMs: number,
  ask: () => Promise<Value | null | false> | Value | null | false,
  everyMs = 25,
): Promise<{ value: Value; tookMs: number }> {
  const start = performance.now();
  for (;;) {
    const value = await ask();
    const tookMs = performance.now() - start;
    if (value !== null && value !== false) return { value, tookMs };
    if (tookMs > patienceMs) throw new Error(`After ${Math.round(tookMs)} ms still not so: ${what}.`);
    await sleep(everyMs);
  }
}
