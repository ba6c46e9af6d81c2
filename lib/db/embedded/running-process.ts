import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const execute = promisify(execFile);

export type RunningProcess = {
  /** differs between two processes that had the same number one after the other, also across a reboot */
  readonly identity: string;
  /** program and arguments, separated by spaces */
  readonly commandLine: string;
};

/**
 * What runs under `pid`, or null when nothing does. A zombie counts as nothing: it answers signals and holds its number,
 * but will never do anything again (a container whose first process does not reap keeps them for ever).
 */
export async function findProcess(pid: number): Promise<RunningProcess | null> {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

async function fromProc(pid: number): Promise<RunningProcess | null> {
  try {
    // Only files that everybody may read: root in a container may lack the capability for /proc/<pid>/cwd and the like.
    const [stat, boot, commandLine] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
    ]);
    // The program's name stands in parentheses and may contain anything, so the fields are counted from the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state] = fields;
    if (state === undefined || "ZX".includes(state)) return null;
    return { identity: `${boot.trim()}:${fields[19] ?? ""}`, commandLine: commandLine.replaceAll("\0", " ") };
  } catch {
    return null;
  }
}

/** For systems without /proc. Exported for its test. */
export async function fromPs(pid: number): Promise<RunningProcess | null> {
  try {
    const environment = { ...process.env, LC_ALL: "C", TZ: "UTC" };
    const { stdout } = await execute("ps", ["-ww", "-o", "stat=,lstart=,command=", "-p", String(pid)], { env: environment });
    // "Ss   Sat Nov 22 06:05:00 2025 /path/postgres -D /path"
    const [, state, startedAt, commandLine] = /^\s*(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s(.*)$/s.exec(stdout) ?? [];
    if (state === undefined || startedAt === undefined || commandLine === undefined || state.startsWith("Z")) return null;
    return { identity: startedAt, commandLine: `${commandLine.trim()} ` };
  } catch {
    return null;
  }
}
