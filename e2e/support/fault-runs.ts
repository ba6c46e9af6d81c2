import { createHash, randomInt } from "node:crypto";

const first = Number(process.env.FAULT_SEED ?? randomInt(1_000_000));

/** Numbers of the runs of a fault test: FAULT_RUNS of them, 3 by default. */
export function faultRuns(): number[] {
  return Array.from({ length: Number(process.env.FAULT_RUNS ?? 3) }, (_, i) => i + 1);
}

/**
 * What decides when the fault strikes in a run. It is printed; the first run of FAULT_SEED=<seed> strikes as that one did.
 */
export function seedOf(run: number): number {
  return first + run - 1;
}

/** An evenly spread number from 0 to `below`, the same for the same seed and purpose. */
export function drawn(seed: number, purpose: string, below: number): number {
  return createHash("sha256").update(`${purpose} ${seed}`).digest().readUInt32BE(0) % below;
}
