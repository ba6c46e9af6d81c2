import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { serverFlags } from "../server-flags";

// A child notices when the demo is gone, however it went: nothing stays behind on a port.
const endWithParent = "data:text/javascript,process.on('disconnect',()=>process.kill(process.pid,'SIGTERM'))";

/** Starts one of the demo's servers; what it prints is shown. */
export function startChild(script: string, args: readonly string[], env: Record<string, string>): ChildProcess {
  return fork(script, args, {
    env: { ...process.env, ...env },
    execArgv: [...serverFlags, "--import", endWithParent],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** Resolves when `url` answers 200. @throws Error when the process ends first, or after `patienceMs` milliseconds */
export async function untilAnswers(url: string, child: ChildProcess, patienceMs: number): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    if (child.exitCode !== null) throw new Error("A server of the demo ended at once; the reason stands above.");
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await delay(100);
  }
  throw new Error(`Nothing answers at ${new URL(url).origin} after ${patienceMs / 1000} s; the log above may say why.`);
}

/** Asks a child to end, waits until it has. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGINT");
  await ended;
}
