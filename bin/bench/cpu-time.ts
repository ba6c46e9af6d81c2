import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second wherever Node runs. */
const TICKS_PER_SECOND = 100;

type Stat = { readonly parent: number; readonly ticks: number };

/**
 * Processor time of a process, of its descendants, and of those descendants that have ended and were waited for.
 * @returns seconds since they began, or null where there is no /proc
 */
export function cpuSeconds(pid: number): number | null {
  const stats = readStats();
  if (!stats.has(pid)) return null;
  let ticks = 0;
  for (const family = [pid]; ;) {
    const one = family.pop();
    if (one === undefined) return ticks / TICKS_PER_SECOND;
    ticks += stats.get(one)?.ticks ?? 0;
    for (const [child, { parent }] of stats) if (parent === one) family.push(child);
  }
}

/** Processor time of everything on this machine, what its host took away included. @returns seconds, or null where there is no /proc */
export function machineCpuSeconds(): number | null {
  try {
    // proc(5): user, nice, system, idle, iowait, irq, softirq, steal
    const fields = readFileSync("/proc/stat", "utf8").split("\n", 1)[0]?.trim().split(/\s+/).slice(1, 9).map(Number) ?? [];
    return fields.reduce((sum, ticks, at) => (at === 3 || at === 4 ? sum : sum + ticks), 0) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

function readStats(): Map<number, Stat> {
  const stats = new Map<number, Stat>();
  for (const name of listProcesses()) {
    const stat = readStat(name);
    if (stat) stats.set(Number(name), stat);
  }
  return stats;
}

function listProcesses(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function readStat(name: string): Stat | null {
  try {
    const text = readFileSync(`/proc/${name}/stat`, "utf8");
    // proc(5): the second field is the program's name in brackets, in which anything may stand; the fourth is the
    // parent, the 14th to 17th are user and system time, its own and of the children it has waited for.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) };
  } catch {
    return null; // it has ended meanwhile
  }
}
