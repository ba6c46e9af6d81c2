import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";

const execute = promisify(execFile);

export type RunningProcess = { readonly pid: number; readonly parent: number; readonly command: string };

/** Every process of this machine that runs (a zombie does not), from /proc where there is one: small images have no `ps`. */
export async function allProcesses(): Promise<RunningProcess[]> {
  if (process.platform === "linux") {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (fromProc(Number(name)) ?? []) : []));
  }
  const { stdout } = await execute("ps", ["-A", "-ww", "-o", "pid=,ppid=,stat=,args="], { maxBuffer: 16 * 1024 * 1024 });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, state = "Z", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return state.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

function fromProc(pid: number): RunningProcess | null {
  try {
    // "pid (name, which may hold anything) state parent …"
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1)?.trim().split(" ") ?? [];
    if (state === undefined || state === "Z" || state === "X") return null;
    return { pid, parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") };
  } catch {
    return null; // it ended meanwhile
  }
}
